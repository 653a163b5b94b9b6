import { Heading, Link, Table } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { MONTH_TEXTS } from '#words/months.ts'
import { PASSAGE_LIST_TEXTS } from '#words/passage-list.ts'
import { MonthsBars } from './months-bars.tsx'
import { TableHead } from './table-head.tsx'

export type MonthInWords = {
  readonly at: string
  readonly name: string
  readonly short: string
  readonly count: string
  readonly sum: string
  /** Of the largest sum, from 0 to 1. */
  readonly share: number
  readonly isShown: boolean
}

/** A year, as bars and as a table. Nothing where nobody drove in it. */
export function MonthsTable({ language, months }: { language: Language; months: readonly MonthInWords[] }) {
  const texts = MONTH_TEXTS[language]
  if (months.every(({ count }) => count === '0')) return null
  return (
    <section className="stack" aria-labelledby="months">
      <Heading level={2} data-size="sm" id="months">
        {texts.months}
      </Heading>
      <MonthsBars months={months} label={PASSAGE_LIST_TEXTS[language].bars} />
      <Table className="months-table" data-size="sm">
        <caption className="ds-sr-only">{texts.months}</caption>
        <TableHead
          cells={[
            { name: texts.month },
            { name: texts.passages, className: 'right' },
            { name: texts.sum, className: 'right' },
          ]}
        />
        <Table.Body>
          {months.map(({ at, name, count, sum, isShown }) => (
            <Table.Row key={at}>
              <Table.HeaderCell scope="row">
                <Link asChild>
                  <RouterLink to={at} aria-current={isShown ? 'page' : undefined}>
                    {name}
                  </RouterLink>
                </Link>
              </Table.HeaderCell>
              <Table.Cell className="right numbers">{count}</Table.Cell>
              <Table.Cell className="right amount">{sum}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  )
}
