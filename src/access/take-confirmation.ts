import { isRefusal } from '#core/refusal.ts'
import type { Db, Tx } from '#db/connection.ts'
import { codeMail } from '#words/code-mail.ts'
import type { EmailSender } from './register-email-user.ts'
import { type CodeRefusal, sendCode, takeCode } from './send-code.ts'
import { takeTry } from './take-try.ts'

/** What is said of the code: `sent` when it is on its way. */
export type Confirmation = 'sent' | 'code-missing' | CodeRefusal

/** Each code sent to an address is a try: nobody is to be sent codes without end. */
export async function mayConfirm(
  db: Db,
  by: Pick<EmailSender, 'digestKeyHex' | 'machineNow' | 'from'>,
  address: string,
): Promise<boolean> {
  const tried = { what: 'mail', at: address, digestKeyHex: by.digestKeyHex, from: by.from }
  return (await takeTry(db, tried, by.machineNow)).mayTry
}

/** Without a code, one is sent to the address. With one, it says whether the address is read by who asks. */
export async function takeConfirmation(
  tx: Tx,
  by: EmailSender,
  asked: {
    readonly token: string
    readonly email: string
    readonly code: string | undefined
    /** The page where the code is typed. */
    readonly path: string
  },
): Promise<'confirmed' | Confirmation> {
  const { token, email, code, path } = asked
  const of = { asker: { token }, purpose: 'confirm-email' as const }
  if (code === undefined) {
    await sendCode(tx, by, {
      ...of,
      proves: email,
      to: { kind: 'mail', recipient: email },
      message: (made) =>
        codeMail('confirm-email', { code: made, url: `${by.minSideUrl}${path}` }, by.language),
    })
    return 'sent'
  }
  if (code.trim() === '') return 'code-missing'
  const { digestKeyHex, machineNow: now } = by
  const proven = await takeCode(tx, { ...of, code, digestKeyHex, now })
  if (isRefusal(proven)) return proven.refused
  // The address was changed after the code went to another.
  return proven.proves === email ? 'confirmed' : 'code-outlived'
}
