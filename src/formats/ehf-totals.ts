import { NO_MONEY, type Ore, ore, roundHalfUp, sumOre } from '#core/money.ts'
import type { EhfDocument, EhfLine } from './ehf-document.ts'

/** The sums of an e-invoice, by EN 16931: VAT is rounded once for each rate, never by line. */
export type EhfTotals = {
  /** Without VAT, in the order of the lines. */
  readonly nets: readonly Ore[]
  readonly subtotals: readonly EhfSubtotal[]
  readonly lineSum: Ore
  readonly chargeSum: Ore
  readonly exclusive: Ore
  readonly tax: Ore
  readonly inclusive: Ore
  readonly prepaid: Ore
  /** The øre by which net and VAT, each rounded, miss what the ledger asks for. */
  readonly rounding: Ore
  readonly payable: Ore
}

/** Percent 0 is what is exempt. */
export type EhfSubtotal = { readonly percent: number; readonly taxable: Ore; readonly tax: Ore }

type SummedLine = Pick<EhfLine, 'amount' | 'vat'>
type Summed = Pick<EhfDocument, 'prepaid' | 'payable'> & {
  readonly lines: readonly SummedLine[]
  /** Without VAT, beside the lines: a reminder's fee. */
  readonly fee?: Ore
}

/** Throws where the ledger's sum is not that of the lines: then one of the two is wrong, and it is ours. */
export function totalsOf({ lines, prepaid, payable, fee }: Summed): EhfTotals {
  const chargeSum = fee ?? NO_MONEY
  const owed = sumOre([...lines.map(({ amount }) => amount), chargeSum])
  if (ore(owed - prepaid) !== payable)
    throw new RangeError(`e-invoice of ${payable} øre has lines of ${owed} øre and ${prepaid} øre prepaid`)
  const { nets, rates } = netsOf(lines)
  if (chargeSum !== 0) rates.set(0, addedTo(rates.get(0), { amount: chargeSum, percent: 0 }))
  const subtotals = [...rates]
    .sort(([one], [other]) => one - other)
    .map(([percent, { net }]) => ({ percent, taxable: net, tax: roundHalfUp(net * percent, 100) }))
  const lineSum = sumOre(nets)
  const exclusive = ore(lineSum + chargeSum)
  const tax = sumOre(subtotals.map((subtotal) => subtotal.tax))
  const inclusive = ore(exclusive + tax)
  const rounding = ore(payable - (inclusive - prepaid))
  return { nets, subtotals, lineSum, chargeSum, exclusive, tax, inclusive, prepaid, rounding, payable }
}

export function percentOf({ vat }: Pick<EhfLine, 'vat'>): number {
  if (vat === 'exempt') return 0
  if (!Number.isInteger(vat.percent) || vat.percent < 1 || vat.percent > 100)
    throw new RangeError(`not a rate of VAT: ${vat.percent} %`)
  return vat.percent
}

type Running = { readonly gross: Ore; readonly net: Ore }

/**
 * A line's net is what the running net of its rate grew by: so the nets add up to the rate's taxable amount, which is
 * rounded once, and no line is more than an øre from its own.
 */
function netsOf(lines: readonly SummedLine[]): { nets: Ore[]; rates: Map<number, Running> } {
  const rates = new Map<number, Running>()
  const nets = lines.map((line) => {
    const percent = percentOf(line)
    const before = rates.get(percent)
    const after = addedTo(before, { amount: line.amount, percent })
    rates.set(percent, after)
    return ore(after.net - (before?.net ?? 0))
  })
  return { nets, rates }
}

function addedTo(
  before: Running | undefined,
  { amount, percent }: { amount: Ore; percent: number },
): Running {
  const gross = ore((before?.gross ?? 0) + amount)
  return { gross, net: percent === 0 ? gross : roundHalfUp(gross * 100, 100 + percent) }
}
