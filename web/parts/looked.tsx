import { Heading, Link, Paragraph, Table } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { LOOKED_TEXTS } from '#words/looked.ts'
import type { AccessInWords, KeptRow } from './looked-in-words.ts'
import { TableHead } from './table-head.tsx'

/** Undefined: we do not know who asks. */
export function Looked(props: { language: Language; looked: readonly AccessInWords[] | undefined }) {
  const { language, looked } = props
  const texts = LOOKED_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="looked">
      <Heading level={2} data-size="sm" id="looked">
        {texts.heading}
      </Heading>
      <Paragraph variant="long">{texts.about}</Paragraph>
      {looked === undefined && (
        <Link asChild>
          <RouterLink to="/logg-inn?til=/personvern">{texts.logIn}</RouterLink>
        </Link>
      )}
      {looked?.length === 0 && <Paragraph>{texts.nobody}</Paragraph>}
      {looked !== undefined && looked.length > 0 && (
        <Table border>
          <caption className="ds-sr-only">{texts.heading}</caption>
          <TableHead cells={[{ name: texts.when }, { name: texts.who }, { name: texts.why }]} />
          <Table.Body>
            {looked.map(({ id, when, who, why }) => (
              <Table.Row key={id}>
                <Table.Cell>{when}</Table.Cell>
                <Table.Cell>{who}</Table.Cell>
                <Table.Cell>{why}</Table.Cell>
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      )}
    </section>
  )
}

export function Kept({ language, rows }: { language: Language; rows: readonly KeptRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className="stack" aria-labelledby="kept">
      <Heading level={2} data-size="sm" id="kept">
        {LOOKED_TEXTS[language].keptHeading}
      </Heading>
      <dl className="facts">
        {rows.map(({ what, howLong }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{howLong}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
