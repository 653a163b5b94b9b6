import type { ReactNode } from 'react'
import type { Language } from '#core/language.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { FieldFault, FaultSummary as Summary } from './fault-summary.tsx'
import { About, type FieldProps, toldBy } from './field.tsx'

/** What is wrong, by the field's name. */
export type Faults = Readonly<Record<string, string>>

/** On top of a page that came back. */
export function FaultSummary({ faults = {}, language }: { faults: Faults | undefined; language: Language }) {
  const links = Object.entries(faults).map(([field, text]) => ({ field, text }))
  return <Summary heading={FLOW_TEXTS[language].faults} faults={links} key={JSON.stringify(faults)} />
}

export type Choice = { readonly value: string; readonly label: string; readonly about?: string | undefined }

/** One of several. The first carries the group's id, so that a fault leads to it. */
export function Choices(
  props: FieldProps & { readonly choices: readonly Choice[]; readonly value?: string | undefined },
) {
  const { name, label, about, fault, choices, value } = props
  return (
    <fieldset className="field choices" aria-describedby={toldBy(props)}>
      <legend className="ds-label">{label}</legend>
      <About id={name} text={about} />
      <FieldFault id={`${name}-fault`} text={fault} />
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
  /** What ticking it says: of terms, which version. */
  value?: string
  label: ReactNode
  fault?: string | undefined
  ticked?: boolean
}) {
  const { name, value = 'ja', label, fault, ticked } = props
  return (
    <div className="field">
      <FieldFault id={`${name}-fault`} text={fault} />
      <label className="choice">
        <input
          className="ds-input"
          type="checkbox"
          name={name}
          id={name}
          value={value}
          defaultChecked={ticked}
          aria-describedby={toldBy({ name, fault })}
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
