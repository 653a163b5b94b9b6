import { Alert, Button, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  useActionData,
  useLoaderData,
} from 'react-router'
import { undoLink } from '#agreements/find-agreements.ts'
import { UNDO_LINK_TEXTS } from '#words/undo-link.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf } from '../forms.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

/** A mail reader may open the link by itself: it is the button that undoes. */
export function loader({ context, url }: LoaderFunctionArgs) {
  return { language: visitOf(context).language, token: url.searchParams.get('nokkel') ?? '' }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { deps } = visitOf(context)
  const token = fieldOf(await request.formData(), 'token')
  const undone = await undoLink(deps.db, { token, now: deps.now() })
  return data({ undone }, { status: undone === undefined ? 410 : 200 })
}

export default function UndoLink() {
  const { language, token } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const texts = UNDO_LINK_TEXTS[language]
  if (!sent)
    return (
      <main id="innhold" className="page narrow stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
        <form method="post" action="/angre-kobling">
          <input type="hidden" name="token" value={token} />
          <Button type="submit">{texts.undo}</Button>
        </form>
      </main>
    )
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>
        {sent.undone === undefined ? texts.outlived : texts.undone(sent.undone.join(` ${texts.and} `))}
      </PageTitle>
      <Alert data-color={sent.undone === undefined ? 'warning' : 'success'}>
        <Paragraph>{sent.undone === undefined ? texts.outlivedWhy : texts.undoneWhat}</Paragraph>
      </Alert>
    </main>
  )
}
