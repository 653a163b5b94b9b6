import { Alert, Button, Paragraph } from '@digdir/designsystemet-react'
import { data, type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { ACTING_TEXTS } from '#words/acting.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitOf } from '../visit.ts'

export const access = 'user'

/** Where somebody comes who acts for an organisation while Altinn is silent. */
export function loader({ context }: LoaderFunctionArgs) {
  return data({ language: visitOf(context).language }, { status: 503 })
}

export default function RightUnknown() {
  const { language } = useLoaderData<typeof loader>()
  const texts = ACTING_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.unknown}</PageTitle>
      <Alert data-color="warning">
        <Paragraph>{texts.unknownWhy}</Paragraph>
      </Alert>
      <div>
        <Button asChild>
          <RouterLink to="/pa-vegne-av">{texts.change}</RouterLink>
        </Button>
      </div>
    </main>
  )
}
