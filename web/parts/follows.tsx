import { Heading } from '@digdir/designsystemet-react'

/** What follows from what one is about to do. */
export function Follows({ heading, items }: { heading: string; items: readonly string[] }) {
  return (
    <section className="stack" aria-labelledby="follows">
      <Heading level={2} data-size="sm" id="follows">
        {heading}
      </Heading>
      <ul className="plain-list">
        {items.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  )
}
