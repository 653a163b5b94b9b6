import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { INVOICE_PAGE_TEXTS } from '#words/invoices.ts'
import { PASSAGE_LIST_TEXTS } from '#words/passage-list.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'
import { DateField } from './date-field.tsx'
import type { WrongPeriod } from './period-faults.tsx'
import { SelectField } from './select-field.tsx'

type Choice = { readonly value: string; readonly name: string }

export type ShownList = {
  readonly language: Language
  readonly from: string
  readonly to: string
  readonly chosen: { readonly vehicle: string; readonly charger: string }
  readonly count: number
  readonly sum: string
  readonly free: { readonly byHourRule: number; readonly byCap: number }
  readonly vehicles: readonly Choice[]
  readonly chargers: readonly Choice[]
  readonly query: string
}

/** A form that asks by the address: any period, and of one vehicle or toll charger. */
export function PassageFilter({ shown, wrong = {} }: { shown: ShownList; wrong?: WrongPeriod | undefined }) {
  const { language, vehicles, chargers, chosen } = shown
  const texts = PASSAGE_LIST_TEXTS[language]
  const days = INVOICE_PAGE_TEXTS[language]
  return (
    <form method="get" action="/min-side/passeringer/periode" className="filter" aria-label={texts.choose}>
      <DateField id="fra" label={days.from} value={shown.from} fault={wrong.from && days[wrong.from]} />
      <DateField id="til" label={days.to} value={shown.to} fault={wrong.to && days[wrong.to]} />
      {(vehicles.length > 1 || chosen.vehicle !== '') && (
        <SelectField
          id="kjoretoy"
          label={texts.vehicle}
          all={texts.allVehicles}
          value={chosen.vehicle}
          options={vehicles}
        />
      )}
      {(chargers.length > 1 || chosen.charger !== '') && (
        <SelectField
          id="selskap"
          label={texts.charger}
          all={texts.allChargers}
          value={chosen.charger}
          options={chargers}
        />
      )}
      <Button type="submit" variant="secondary">
        {texts.show}
      </Button>
    </form>
  )
}

export function PassageTotal({ shown, title }: { shown: ShownList; title: string }) {
  const texts = PASSAGE_TEXTS[shown.language]
  const { count, free, sum } = shown
  return (
    <div className="panel total">
      <div>
        <Paragraph className="quiet">{title}</Paragraph>
        <Paragraph>{texts.count(count)}</Paragraph>
        {free.byHourRule > 0 && <Paragraph>{texts.freeByHourRule(free.byHourRule)}</Paragraph>}
        {free.byCap > 0 && <Paragraph>{texts.freeByCap(free.byCap)}</Paragraph>}
      </div>
      <Paragraph className="amount-large">{sum}</Paragraph>
    </div>
  )
}

/** What is shown, all pages of it, as files. Nothing where there is nothing. */
export function PassageFiles({ shown: { language, count, query } }: { shown: ShownList }) {
  const texts = PASSAGE_LIST_TEXTS[language]
  if (count === 0) return null
  return (
    <nav className="files" aria-label={texts.files}>
      <span>{texts.files}</span>
      {(['csv', 'xlsx', 'json'] as const).map((kind) => (
        <Link key={kind} href={`/min-side/passeringer/fil/${kind}?${query}`} download>
          {texts.file[kind]}
        </Link>
      ))}
    </nav>
  )
}

export function PassageMissing({ language }: { language: Language }) {
  const texts = PASSAGE_LIST_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="missing">
      <Heading level={2} data-size="xs" id="missing">
        {texts.missing}
      </Heading>
      <ul className="plain-list">
        {texts.missingWhy.map((why) => (
          <li key={why}>{why}</li>
        ))}
      </ul>
    </section>
  )
}
