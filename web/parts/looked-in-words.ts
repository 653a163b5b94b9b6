import type { StaffAccess } from '#access/read-staff-access.ts'
import { type Day, valueOn } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import { RETENTION_KINDS, type RetentionTerms } from '#settlement/retention-terms.ts'
import { formatInstant } from '#words/format.ts'
import { LOOKED_TEXTS } from '#words/looked.ts'

export type AccessInWords = {
  readonly id: number
  readonly when: string
  readonly who: string
  readonly why: string
}

export function accessInWords(access: StaffAccess, language: Language): AccessInWords {
  const { id, company, role, caseNumber, reason, at } = access
  const texts = LOOKED_TEXTS[language]
  return {
    id,
    when: formatInstant(at, language),
    who: `${company}, ${texts.roles[role]}`,
    why: caseNumber === null ? reason : `${texts.caseNumber(caseNumber)}: ${reason}`,
  }
}

export type KeptRow = { readonly what: string; readonly howLong: string }

/** As the law has it on a day. What no rule is known for is not there. */
export function keptOn(terms: RetentionTerms, day: Day, language: Language): readonly KeptRow[] {
  const texts = LOOKED_TEXTS[language]
  return RETENTION_KINDS.flatMap((kind) => {
    const rows = terms.filter((row) => row.kind === kind)
    const keeping = valueOn(rows, day)?.value
    if (!keeping) return []
    return [{ what: texts.kept[kind], howLong: texts.keptFor(keeping.yearsAfterYearEnd, keeping.monthsMore) }]
  })
}
