import { z } from 'zod'
import { type Dated, type Day, valueOn } from '#core/dated.ts'

/** When customers are told of what happens, from `data/notices.json`. */
export type NoticeTerms = {
  readonly lookBackDays: readonly Dated<number>[]
  readonly tagNotRead: readonly Dated<TagNotRead>[]
}

type TagNotRead = {
  /** Told of once in so many days, for each vehicle. */
  readonly periodDays: number
  readonly passagesMin: number
}

export type NoticeTermsOnDay = { readonly lookBackDays: number; readonly tagNotRead: TagNotRead }

export function parseNoticeTerms(json: unknown): NoticeTerms {
  return file.parse(json)
}

/** Undefined: nobody is told on the day. */
export function noticeTermsOn(terms: NoticeTerms, day: Day): NoticeTermsOnDay | undefined {
  const lookBackDays = valueOn(terms.lookBackDays, day)?.value
  const tagNotRead = valueOn(terms.tagNotRead, day)?.value
  return lookBackDays === undefined || tagNotRead === undefined ? undefined : { lookBackDays, tagNotRead }
}

/** The first day of the period a day lies in: of seven days, its Monday. */
export function periodStart(day: Day, periodDays: number): Day {
  const monday = Temporal.PlainDate.from('1970-01-05')
  const days = monday.until(day, { largestUnit: 'day' }).days
  return monday.add({ days: Math.floor(days / periodDays) * periodDays }).toString()
}

const row = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ from: z.iso.date(), source: z.string().min(3), value })
const positive = z.int().positive()

const file = z.strictObject({
  lookBackDays: z.array(row(positive)),
  tagNotRead: z.array(row(z.strictObject({ periodDays: positive, passagesMin: positive }))),
})
