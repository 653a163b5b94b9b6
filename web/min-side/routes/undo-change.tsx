import { Alert, Button, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { stopLetter } from '#access/take-lost-factor.ts'
import { undoOwnAccount } from '#payments/take-own-account.ts'
import { UNDO_CHANGE_TEXTS, type UndoneChange } from '#words/undo-change.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf } from '../forms.ts'
import { type Visit, visitOf } from '../visit.ts'

export const access = 'anyone'

/** A mail reader may open the link by itself: it is the button that undoes. */
export function loader({ context, url }: LoaderFunctionArgs) {
  return { language: visitOf(context).language, token: url.searchParams.get('nokkel') ?? '' }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const undone = await undo(visitOf(context), fieldOf(await request.formData(), 'token'))
  return data({ undone }, { status: undone === undefined ? 410 : 200 })
}

/** A token is of one of them; which, it says itself. */
async function undo({ deps }: Visit, token: string): Promise<UndoneChange | undefined> {
  if (await undoOwnAccount(deps.db, { token, now: deps.now() })) return 'payout-account'
  return (await stopLetter(deps.db, token)) ? 'lost-factor' : undefined
}

export default function UndoChange() {
  const { language, token } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const texts = UNDO_CHANGE_TEXTS[language]
  if (!sent)
    return (
      <main id="innhold" className="page narrow stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
        <form method="post" action="/angre-endring">
          <input type="hidden" name="token" value={token} />
          <Button type="submit">{texts.undo}</Button>
        </form>
      </main>
    )
  const { undone } = sent
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>
        {undone === undefined ? texts.outlived : texts.undone[undone]}
      </PageTitle>
      <Alert data-color={undone === undefined ? 'warning' : 'success'}>
        <Paragraph>{undone === undefined ? texts.outlivedWhy : texts.what[undone]}</Paragraph>
      </Alert>
      {undone === 'lost-factor' && (
        <div>
          <Button asChild>
            <RouterLink to="/uten-elektronisk-id/glemt-passord">{texts.newPassword}</RouterLink>
          </Button>
        </div>
      )}
    </main>
  )
}
