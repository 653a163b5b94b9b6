import { Paragraph, Table, Tag } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { TARIFF_PAGE_TEXTS } from '#words/tariff-page.ts'
import type { PricesInWords } from './show-prices.ts'

/** The full prices of stations that cost the same, by band of the day and kind of vehicle. */
export function PriceTable(props: { language: Language; group: PricesInWords; id: string }) {
  const { language, group, id } = props
  const texts = TARIFF_PAGE_TEXTS[language]
  const { stations, bands, rows, source, example } = group
  return (
    <div className="panel stack">
      {stations.length > FEW ? (
        <details className="why">
          <summary id={id}>{texts.stations(stations.length)}</summary>
          <p>{stations.join(', ')}</p>
        </details>
      ) : (
        <p className="strong" id={id}>
          {stations.join(', ')}
        </p>
      )}
      <div className="figures" role="region" aria-labelledby={id} tabIndex={0}>
        <Table data-size="sm">
          <caption className="ds-sr-only">{stations.slice(0, FEW).join(', ')}</caption>
          <Table.Head>
            <Table.Row>
              <Table.HeaderCell scope="col">{texts.vehicleKind}</Table.HeaderCell>
              {bands.map((band) => (
                <Table.HeaderCell key={band} scope="col" className="right">
                  {band}
                </Table.HeaderCell>
              ))}
            </Table.Row>
          </Table.Head>
          <Table.Body>
            {rows.map(({ kind, prices, example: isExample }) => (
              <Table.Row key={kind}>
                <Table.HeaderCell scope="row">
                  {kind}{' '}
                  {isExample && (
                    <Tag data-color="warning" data-size="sm">
                      {texts.example}
                    </Tag>
                  )}
                </Table.HeaderCell>
                {prices.map((price, i) => (
                  <Table.Cell key={bands[i]} className="right amount">
                    {price}
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
      <Paragraph className="quiet">{example ? texts.exampleWhy : source}</Paragraph>
    </div>
  )
}

/** So many names are read at a glance. */
const FEW = 4
