import { Heading } from '@digdir/designsystemet-react'
import { type InputHTMLAttributes, useEffect, useRef } from 'react'
import { goTo } from './fault-summary.tsx'

type FieldProps = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'inputMode' | 'autoComplete' | 'defaultValue' | 'maxLength' | 'spellCheck'
> & {
  /** Also the name it is sent by. */
  readonly id: string
  readonly label: string
  readonly about?: string | undefined
  readonly fault?: string | undefined
}

/** A field with its label, what it is about and what is wrong with it, joined also before any script has run. */
export function TextField({ id, label, about, fault, ...input }: FieldProps) {
  const describedBy = [fault && `${id}-fault`, about && `${id}-about`].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      {about && (
        <p className="quiet" id={`${id}-about`}>
          {about}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <input
        type="text"
        {...input}
        className="ds-input"
        id={id}
        name={id}
        aria-describedby={describedBy || undefined}
        aria-invalid={fault ? true : undefined}
      />
    </div>
  )
}

/** What must be put right, on top of the page and in focus, each with a way to its field. */
export function FaultSummary(props: {
  heading: string
  faults: readonly { readonly field: string; readonly text: string }[]
}) {
  const { heading, faults } = props
  const summary = useRef<HTMLElement>(null)
  useEffect(() => summary.current?.focus(), [])
  if (faults.length === 0) return null
  return (
    <section className="faults" aria-labelledby="faults" tabIndex={-1} ref={summary}>
      <Heading level={2} data-size="2xs" id="faults">
        {heading}
      </Heading>
      <ul>
        {faults.map(({ field, text }) => (
          <li key={field}>
            <a className="ds-link" href={`#${field}`} onClick={(event) => goTo(event, field)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
