import type { OrganisationNumber } from '#core/organisation-number.ts'
import type { PeppolKind } from '#formats/sbdh.ts'

/**
 * The network's register of receivers as we ask it: many at a time, before the transaction opens. It never throws
 * because the register is down; `no-answer` means «ask again later».
 */
export type ReceiverRegister = {
  receives(organisationNumbers: readonly OrganisationNumber[]): Promise<readonly ReceiverAnswer[]>
}

/** One for each number asked for, in the same order. */
export type ReceiverAnswer = {
  readonly organisationNumber: OrganisationNumber
  readonly answer: 'found' | 'no-answer'
  readonly receives: readonly PeppolKind[]
}

/** Who receives eFaktura, asked in the same way. */
export type EfakturaRegister = {
  lookupRecipients(nationalIds: readonly string[]): Promise<readonly RecipientAnswer[]>
}

/** The identifier is null for somebody who receives no eFaktura. */
export type RecipientAnswer = { readonly nationalId: string } & (
  | { readonly answer: 'found'; readonly efakturaIdentifier: string | null }
  | { readonly answer: 'no-answer' }
)

/** What becomes of an invoice that the eFaktura network has taken in, asked in the same way. */
export type EfakturaNetwork = {
  /** `stopped` also where it was taken back. */
  status(
    of: AtNetwork & { readonly consignmentId: string },
  ): Promise<'in-progress' | 'processed' | 'stopped' | 'unknown' | 'no-answer'>
  /** Taken back before the day's run; again it is the same. */
  cancel(of: AtNetwork): Promise<'cancelled' | 'too-late' | 'unknown' | 'no-answer'>
}

type AtNetwork = {
  /** The issuer's organisation number. */
  readonly issuer: string
  /** As it stands on the invoice. */
  readonly invoiceId: string
}

/**
 * An answer is good for a week: a wrong one costs a refusal and the next channel. Silence is asked again soon, and not
 * at once: a register that is down is not helped by more questions.
 */
export function askAgainAt(now: number, answered: boolean): number {
  return now + (answered ? 7 * 24 * 60 : 15) * 60_000
}
