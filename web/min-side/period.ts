import { isDay } from '#formats/semicolon-rows.ts'

export type PeriodFault = 'noSuchDay' | 'wrongOrder'

/** What the two fields of a period ask for. A date that is none, or after its end, is told and not filtered by. */
export function periodOf(url: URL) {
  const asked = { from: url.searchParams.get('fra') ?? '', to: url.searchParams.get('til') ?? '' }
  const period = { from: dayOf(asked.from), to: dayOf(asked.to) }
  const wrong: { from?: PeriodFault; to?: PeriodFault } = {}
  if (asked.from !== '' && period.from === undefined) wrong.from = 'noSuchDay'
  if (asked.to !== '' && period.to === undefined) wrong.to = 'noSuchDay'
  if (period.from !== undefined && period.to !== undefined && period.to < period.from) {
    wrong.to = 'wrongOrder'
    period.to = undefined
  }
  return { period, asked, wrong }
}

/** The one day an address asks for, or else another. */
export function dayIn(url: URL, name: string, otherwise: string) {
  const typed = url.searchParams.get(name) ?? ''
  const day = dayOf(typed)
  return {
    day: day ?? otherwise,
    typed: typed === '' ? otherwise : typed,
    wrong: typed !== '' && day === undefined,
  }
}

function dayOf(text: string): string | undefined {
  return isDay(text) ? text : undefined
}
