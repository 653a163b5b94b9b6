import { Link, Table } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import { TableHead } from './table-head.tsx'

export type MonthRow = {
  readonly at: string
  readonly name: string
  readonly count: string
  readonly sum: string
  readonly isShown: boolean
}

/** Months, each a link to its own page. */
export function MonthRows(props: {
  readonly caption: string
  readonly names: { readonly month: string; readonly count: string; readonly sum: string }
  readonly months: readonly MonthRow[]
}) {
  const { caption, names, months } = props
  return (
    <Table className="months-table" data-size="sm">
      <caption className="ds-sr-only">{caption}</caption>
      <TableHead
        cells={[
          { name: names.month },
          { name: names.count, className: 'right' },
          { name: names.sum, className: 'right' },
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
  )
}
