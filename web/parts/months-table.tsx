import { Heading, Link, Table } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { MONTH_TEXTS } from '#words/months.ts'

export type MonthInWords = {
  readonly at: string
  readonly name: string
  readonly count: string
  readonly sum: string
  readonly isShown: boolean
}

/** The latest months with passages. Nothing where there is none. */
export function MonthsTable({ language, months }: { language: Language; months: readonly MonthInWords[] }) {
  const texts = MONTH_TEXTS[language]
  if (months.length === 0) return null
  return (
    <section className="stack" aria-labelledby="months">
      <Heading level={2} data-size="sm" id="months">
        {texts.months}
      </Heading>
      <Table className="months-table" data-size="sm">
        <caption className="ds-sr-only">{texts.months}</caption>
        <Table.Head>
          <Table.Row>
            <Table.HeaderCell scope="col">{texts.month}</Table.HeaderCell>
            <Table.HeaderCell scope="col" className="right">
              {texts.passages}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col" className="right">
              {texts.sum}
            </Table.HeaderCell>
          </Table.Row>
        </Table.Head>
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
