import { Heading, Paragraph, Table, Tag } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import type { LegFares } from '#ferry/inquiry.ts'
import { MOTORCYCLE } from '#ferry/vehicle-group.ts'
import { FERRY_PRICE_TEXTS } from '#words/ferry-prices.ts'
import { formatKroner, formatMetres } from '#words/format.ts'
import { TableHead } from './table-head.tsx'

export function legInWords({ leg, free, zone, adult, source, example, rows }: LegFares, language: Language) {
  const texts = FERRY_PRICE_TEXTS[language]
  return {
    code: leg.code,
    name: leg.name,
    free,
    notes: [
      zone === undefined ? '' : texts.zone(zone),
      adult === undefined ? '' : texts.adult(formatKroner(adult, language)),
      source === undefined ? '' : texts.source(source),
    ].filter((note) => note !== ''),
    example,
    hasToll: rows.some((row) => row.toll > 0),
    rows: rows.map(({ group, toCm, fare, toll }) => ({
      group,
      kind:
        toCm !== undefined
          ? texts.upTo(formatMetres(toCm, language))
          : group === MOTORCYCLE
            ? texts.motorcycle
            : texts.longer,
      fare: formatKroner(fare, language),
      toll: formatKroner(toll, language),
    })),
  }
}

/** The full prices of a leg by length, or why there are none. */
export function LegFaresTable(props: { language: Language; leg: ReturnType<typeof legInWords> }) {
  const { language, leg } = props
  const texts = FERRY_PRICE_TEXTS[language]
  const id = `leg-${leg.code}`
  const columns = [
    { name: texts.group },
    { name: texts.fare, className: 'right' },
    ...(leg.hasToll ? [{ name: texts.toll, className: 'right' }] : []),
  ]
  return (
    <div className="panel stack">
      <Heading level={3} data-size="xs" id={id}>
        {leg.name}
      </Heading>
      {leg.free && <Paragraph>{texts.free}</Paragraph>}
      {!leg.free && leg.rows.length === 0 && <Paragraph>{texts.noFares}</Paragraph>}
      {leg.rows.length > 0 && (
        <div className="figures" role="region" aria-labelledby={id} tabIndex={0}>
          <Table data-size="sm">
            <caption className="ds-sr-only">{leg.name}</caption>
            <TableHead cells={columns} />
            <Table.Body>
              {leg.rows.map((row) => (
                <Table.Row key={row.group}>
                  <Table.HeaderCell scope="row">{row.kind}</Table.HeaderCell>
                  <Table.Cell className="right amount">{row.fare}</Table.Cell>
                  {leg.hasToll && <Table.Cell className="right amount">{row.toll}</Table.Cell>}
                </Table.Row>
              ))}
            </Table.Body>
          </Table>
        </div>
      )}
      {leg.example && (
        <div>
          <Tag data-color="warning" data-size="sm">
            {texts.example}
          </Tag>
        </div>
      )}
      {leg.notes.map((note) => (
        <Paragraph key={note} className="quiet">
          {note}
        </Paragraph>
      ))}
    </div>
  )
}
