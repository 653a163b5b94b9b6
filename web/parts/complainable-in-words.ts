import { type Complainable, complainBy, isLate } from '#cases/complaint.ts'
import type { Language } from '#core/language.ts'
import { shownPlate } from '#core/plate.ts'
import type { ComplaintTerms } from '#invoices/complaint-terms.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'
import { formatDay, formatKroner } from '#words/format.ts'
import { placeAndTime } from '#words/passages.ts'

/** A passage that is complained of: how it stands, and until when one can. */
export function complainableInWords(
  passage: Complainable,
  { language, within, today }: { language: Language; within: ComplaintTerms; today: string },
) {
  const { passageId, station, passedAt, plate, amount, invoice, openCase } = passage
  const texts = COMPLAINT_TEXTS[language]
  const by = complainBy(invoice, within)
  const day = by && formatDay(by, language)
  return {
    id: passageId,
    what: texts.passage(...placeAndTime({ station, passedAt }, language)),
    plate: plate ? shownPlate(plate) : '',
    amount: amount === null ? '' : formatKroner(amount, language),
    notes: [
      ...(invoice ? [texts.onInvoice(invoice.number)] : [texts.notInvoiced]),
      ...(day === undefined ? [] : [isLate(by, today) ? texts.late(day) : texts.complainBy(day)]),
      ...(openCase === null ? [] : [texts.complainedIn(openCase)]),
    ],
  }
}
