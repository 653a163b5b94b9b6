import { Alert, Button, Paragraph } from '@digdir/designsystemet-react'
import { data, type LoaderFunctionArgs, Link as RouterLink, redirect, useLoaderData } from 'react-router'
import { ACTING_TEXTS } from '#words/acting.ts'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { formGuard } from '../forms.ts'
import { visitOf } from '../visit.ts'

export const access = 'user'

/** Where somebody comes whose right to act for an organisation is gone. */
export function loader({ context }: LoaderFunctionArgs) {
  const { language, session } = visitOf(context)
  if (session?.withdrawnFrom === undefined) throw redirect('/min-side')
  return data({ language, guard: formGuard(context), name: session.withdrawnFrom }, { status: 403 })
}

export default function RightWithdrawn() {
  const { language, guard, name } = useLoaderData<typeof loader>()
  const texts = ACTING_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.withdrawn}</PageTitle>
      <Alert data-color="warning">
        <Paragraph>{texts.withdrawnWhy(name)}</Paragraph>
        <Paragraph>{texts.notSaved}</Paragraph>
      </Alert>
      <Paragraph>{texts.whoGives}</Paragraph>
      <form method="post" action="/pa-vegne-av">
        <Guard guard={guard} />
        <Button type="submit" name="valg" value="selv">
          {texts.goOn}
        </Button>
      </form>
      <div>
        <Button asChild variant="secondary">
          <RouterLink to="/pa-vegne-av">{texts.chooseOther}</RouterLink>
        </Button>
      </div>
    </main>
  )
}
