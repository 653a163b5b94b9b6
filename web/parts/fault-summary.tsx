import { Heading, Link } from '@digdir/designsystemet-react'
import { type MouseEvent, useEffect, useRef } from 'react'

export type FaultLink = { readonly field: string; readonly text: string }

/** All that must be put right, on top of the form: each leads to its field. Takes focus when it has come. */
export function FaultSummary({ heading, faults }: { heading: string; faults: readonly FaultLink[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  if (faults.length === 0) return null
  return (
    <div ref={box} className="faults stack" tabIndex={-1} role="group" aria-labelledby="faults-heading">
      <Heading level={2} data-size="xs" id="faults-heading">
        {heading}
      </Heading>
      <ul className="plain-list">
        {faults.map(({ field, text }) => (
          <li key={`${field} ${text}`}>
            <Link href={`#${field}`} onClick={(event) => goTo(event, field)}>
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** A changed address would be a new page to the router, and what is wrong would be gone from it. */
function goTo(event: MouseEvent, field: string): void {
  event.preventDefault()
  document.getElementById(field)?.focus()
}

/** Beside a field: why it must be put right. */
export function FieldFault({ id, text }: { id: string; text: string | undefined }) {
  return text === undefined ? null : (
    <p className="fault" id={id}>
      {text}
    </p>
  )
}

/** What describes a field: its hint, and its fault where it has one. */
export function describedBy(...ids: readonly (string | false | undefined)[]): string | undefined {
  return ids.filter(Boolean).join(' ') || undefined
}
