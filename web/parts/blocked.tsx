import { Alert, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { BlockInWords } from './blocks-in-words.ts'

export function Blocked({ blocks }: { blocks: readonly BlockInWords[] }) {
  return blocks.map(({ id, heading, lines, toAddress }) => (
    <Alert key={id} data-color="warning">
      <div className="stack">
        <Heading level={2} data-size="2xs">
          {heading}
        </Heading>
        {lines.map((line) => (
          <Paragraph key={line}>{line}</Paragraph>
        ))}
        {toAddress && (
          <div>
            <Link asChild>
              <RouterLink to={toAddress.at}>{toAddress.text}</RouterLink>
            </Link>
          </div>
        )}
      </div>
    </Alert>
  ))
}
