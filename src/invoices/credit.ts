import { type Ore, ore } from '#core/money.ts'

/** What a customer has to good with an issuer from one payment, refund or credit note, and how much of it is left. */
export type Credit = {
  /** Of a payment, or of a refund that came back. One of the two is set. */
  readonly creditId: number | null
  readonly creditNoteId: number | null
  readonly partyId: number
  /** 0: of no agreement. */
  readonly agreementId: number
  readonly issuerId: number
  readonly left: Ore
}

/** What an invoice asks for, of whom. */
export type Asking = {
  readonly issuer: { readonly id: number }
  readonly recipient: { readonly partyId: number; readonly agreementId: number | null }
  readonly dueOn: string | null
  readonly total: Ore
}

export type CreditUse = Pick<Credit, 'creditId' | 'creditNoteId'> & { readonly amount: Ore }

/**
 * What each invoice uses, in the order of both: the credit that stands first goes first, and no invoice uses more than it
 * asks for. A credit note asks for nothing, and an offer to pay ahead asks of nobody.
 */
export function useCredits(
  invoices: readonly Asking[],
  credits: readonly Credit[],
): readonly (readonly CreditUse[])[] {
  const kept = Map.groupBy(
    credits.map((credit) => ({ ...credit })),
    keyOf,
  )
  return invoices.map(({ issuer, recipient, dueOn, total }) => {
    if (dueOn === null) return []
    const own = kept.get(keyOf({ ...recipient, issuerId: issuer.id })) ?? []
    let open: number = total
    return own.flatMap((credit) => {
      const amount = ore(Math.min(open, credit.left))
      if (amount <= 0) return []
      open -= amount
      credit.left = ore(credit.left - amount)
      return [{ creditId: credit.creditId, creditNoteId: credit.creditNoteId, amount }]
    })
  })
}

function keyOf(of: { partyId: number; agreementId: number | null; issuerId: number }): string {
  return `${of.partyId} ${of.agreementId ?? 0} ${of.issuerId}`
}
