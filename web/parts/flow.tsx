import { Heading } from '@digdir/designsystemet-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Language } from '#core/language.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { goTo } from './fault-summary.tsx'

/** What is wrong, by the field's name. */
export type Faults = Readonly<Record<string, string>>

/** On top of a page that came back: each fault leads to its field. Takes focus, so that it is the first that is read. */
export function FaultSummary({ faults, language }: { faults: Faults | undefined; language: Language }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (faults) box.current?.focus()
  }, [faults])
  if (!faults || Object.keys(faults).length === 0) return null
  return (
    <div className="panel faults" ref={box} tabIndex={-1} role="alert" aria-labelledby="faults">
      <Heading level={2} data-size="2xs" id="faults">
        {FLOW_TEXTS[language].faults}
      </Heading>
      <ul className="plain-list">
        {Object.entries(faults).map(([name, text]) => (
          <li key={name}>
            <a className="ds-link" href={`#${name}`} onClick={(event) => goTo(event, name)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

type FieldProps = {
  readonly name: string
  readonly label: string
  readonly about?: string | undefined
  readonly fault: string | undefined
}

/** A label, what helps, what is wrong, and the field: told together. */
export function Field({
  name,
  label,
  about,
  fault,
  children,
}: FieldProps & { readonly children: (attributes: FieldAttributes) => ReactNode }) {
  const told = [...(about ? [`${name}-about`] : []), ...(fault ? [`${name}-fault`] : [])].join(' ')
  return (
    <div className="flow-field">
      <label className="ds-label" htmlFor={name}>
        {label}
      </label>
      {about && (
        <p className="quiet" id={`${name}-about`}>
          {about}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      {children({
        id: name,
        name,
        className: 'ds-input',
        'aria-describedby': told || undefined,
        'aria-invalid': fault ? true : undefined,
      })}
    </div>
  )
}

export type FieldAttributes = {
  readonly id: string
  readonly name: string
  readonly className: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

export function TextField(
  props: FieldProps & {
    readonly value?: string | undefined
    readonly plate?: boolean
    readonly numeric?: boolean
  },
) {
  const { value, plate, numeric, ...field } = props
  return (
    <Field {...field}>
      {(attributes) => (
        <input
          {...attributes}
          type="text"
          defaultValue={value}
          autoComplete="off"
          {...(plate ? { autoCapitalize: 'characters', spellCheck: false } : {})}
          {...(numeric ? { inputMode: 'numeric' as const } : {})}
        />
      )}
    </Field>
  )
}

export type Choice = { readonly value: string; readonly label: string; readonly about?: string | undefined }

/** One of several. The first carries the group's id, so that a fault leads to it. */
export function Choices(
  props: FieldProps & { readonly choices: readonly Choice[]; readonly value?: string | undefined },
) {
  const { name, label, about, fault, choices, value } = props
  const told = [...(about ? [`${name}-about`] : []), ...(fault ? [`${name}-fault`] : [])].join(' ')
  return (
    <fieldset className="flow-field choices" aria-describedby={told || undefined}>
      <legend className="ds-label">{label}</legend>
      {about && (
        <p className="quiet" id={`${name}-about`}>
          {about}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      {choices.map((choice, i) => (
        <label className="choice" key={choice.value}>
          <input
            className="ds-input"
            type="radio"
            name={name}
            id={i === 0 ? name : undefined}
            value={choice.value}
            defaultChecked={choice.value === value}
            aria-invalid={fault ? true : undefined}
          />
          <span>
            {choice.label}
            {choice.about && <span className="quiet below">{choice.about}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

export function Tick(props: {
  name: string
  label: ReactNode
  fault?: string | undefined
  ticked?: boolean
}) {
  const { name, label, fault, ticked } = props
  return (
    <div className="flow-field">
      {fault && (
        <p className="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      <label className="choice">
        <input
          className="ds-input"
          type="checkbox"
          name={name}
          id={name}
          value="ja"
          defaultChecked={ticked}
          aria-describedby={fault ? `${name}-fault` : undefined}
          aria-invalid={fault ? true : undefined}
        />
        <span>{label}</span>
      </label>
    </div>
  )
}

/** What was filled in on the steps before goes with the form. */
export function Carried({ values }: { values: Readonly<Record<string, string>> }) {
  return Object.entries(values).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ))
}

/** Names and values, one below the other. */
export function Facts({ rows }: { rows: readonly { readonly name: string; readonly value: ReactNode }[] }) {
  return (
    <dl className="flow-facts">
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
