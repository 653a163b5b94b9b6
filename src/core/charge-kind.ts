/** What a charge is for. */
export type ChargeKind =
  | 'toll'
  | 'deposit'
  | 'fee'
  | 'interest'
  | 'correction'
  | 'prepayment'
  | 'ferry-fare'
  | 'ferry-toll'

/** What a line of an invoice is for: a charge, or what another invoice has asked for before. */
export type InvoiceLineKind = ChargeKind | 'reminded' | 'asked-again'
