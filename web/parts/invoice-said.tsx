import { Heading, Paragraph, Table } from '@digdir/designsystemet-react'
import type { InvoiceLayout } from '#formats/invoice-layout.ts'
import type { TableLayout } from '#formats/invoice-parts.ts'

/** What the paper says, for the page to say in the same words. */
export type InvoiceSaid = Pick<
  InvoiceLayout,
  'intro' | 'summary' | 'corrections' | 'vat' | 'next' | 'changes' | 'closing'
> & { readonly erased: string | null }

export function saidOf(layout: InvoiceLayout): InvoiceSaid {
  const { intro, summary, corrections, vat, next, changes, closing, passages } = layout
  return { intro, summary, corrections, vat, next, changes, closing, erased: passages?.erased ?? null }
}

/** What it is for, and where a reminder leads. */
export function Summary({ said: { summary, corrections, vat, next } }: { said: InvoiceSaid }) {
  const { heading, columns, rows, total } = summary
  const blank = columns.slice(2).map(() => '')
  return (
    <>
      <Said heading={heading} id="summary">
        <Figures labelledBy="summary" table={summary} last={[total[0], ...blank, total[1]]} rows={rows} />
        {corrections !== null && <Paragraph className="quiet">{corrections}</Paragraph>}
      </Said>
      {vat && (
        <Said heading={vat.heading} id="vat">
          <Figures labelledBy="vat" table={vat} rows={vat.rows} />
        </Said>
      )}
      {next && (
        <Said heading={next.heading} id="next">
          <Sentences texts={next.texts} />
        </Said>
      )}
    </>
  )
}

/** What is otherwise than last time, and why. Nothing on the first invoice. */
export function Changes({ changes }: Pick<InvoiceSaid, 'changes'>) {
  if (!changes) return null
  return (
    <Said heading={changes.heading} id="changes">
      <Paragraph>{changes.intro}</Paragraph>
      {changes.reasons.length > 0 && (
        <ul className="plain-list">
          {changes.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {changes.period !== null && <Paragraph>{changes.period}</Paragraph>}
      <Figures labelledBy="changes" table={changes} rows={changes.rows} last={changes.total} />
    </Said>
  )
}

export function Closing({ closing }: Pick<InvoiceSaid, 'closing'>) {
  return (
    <Said heading={closing.heading} id="closing">
      <Sentences texts={closing.texts} />
    </Said>
  )
}

function Said(props: { heading: string; id: string; children: React.ReactNode }) {
  const { heading, id, children } = props
  return (
    <section className="stack said" aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {heading}
      </Heading>
      {children}
    </section>
  )
}

function Sentences({ texts }: { texts: readonly string[] }) {
  return texts.map((text) => <Paragraph key={text}>{text}</Paragraph>)
}

/** The first column is words, the others figures. Wider than a narrow window, it is scrolled in its own frame. */
function Figures(props: {
  labelledBy: string
  table: TableLayout
  rows: TableLayout['rows']
  last?: readonly string[]
}) {
  const { labelledBy, table, rows, last } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled must be reached by keyboard
    <div className="figures" tabIndex={0}>
      <Table data-size="sm" aria-labelledby={labelledBy}>
        <Table.Head>
          <Table.Row>
            {table.columns.map((column, i) => (
              <Table.HeaderCell key={column} scope="col" className={i > 0 ? 'right' : undefined}>
                {column}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {rows.map((row) => (
            <Row key={row.join()} cells={row} />
          ))}
          {last && <Row cells={last} strong />}
        </Table.Body>
      </Table>
    </div>
  )
}

function Row({ cells: [name, ...figures], strong }: { cells: readonly string[]; strong?: boolean }) {
  return (
    <Table.Row className={strong ? 'strong' : undefined}>
      <Table.HeaderCell scope="row">{name}</Table.HeaderCell>
      {figures.map((figure, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place
        <Table.Cell key={i} className="right amount">
          {figure}
        </Table.Cell>
      ))}
    </Table.Row>
  )
}
