import type { InputHTMLAttributes, ReactNode } from 'react'
import { describedBy, FieldFault } from './fault-summary.tsx'

export type FieldProps = {
  readonly name: string
  /** Where two fields of a page are sent by one name. */
  readonly id?: string
  readonly label: string
  readonly about?: string | undefined
  readonly fault?: string | undefined
}

export type FieldAttributes = {
  readonly id: string
  readonly name: string
  readonly className: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** A label, what helps, what is wrong, and the field: told together, also before any script has run. */
export function Field({
  name,
  id = name,
  label,
  about,
  fault,
  children,
}: FieldProps & { readonly children: (attributes: FieldAttributes) => ReactNode }) {
  return (
    <div className="field">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      <About id={id} text={about} />
      <FieldFault id={`${id}-fault`} text={fault} />
      {children({
        id,
        name,
        className: 'ds-input',
        'aria-describedby': toldBy({ name: id, about, fault }),
        'aria-invalid': fault ? true : undefined,
      })}
    </div>
  )
}

type TextFieldProps = FieldProps &
  Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'type' | 'inputMode' | 'autoComplete' | 'maxLength' | 'spellCheck'
  > & {
    readonly value?: string | null | undefined
    readonly plate?: boolean
    readonly numeric?: boolean
    readonly short?: boolean
  }

export function TextField(props: TextFieldProps) {
  const { name, id, label, about, fault, value, plate, numeric, short, ...input } = props
  return (
    <Field name={name} {...(id === undefined ? {} : { id })} label={label} about={about} fault={fault}>
      {({ className, ...attributes }) => (
        <input
          type="text"
          autoComplete="off"
          {...(plate ? { autoCapitalize: 'characters', spellCheck: false } : {})}
          {...(numeric ? { inputMode: 'numeric' } : {})}
          {...input}
          {...attributes}
          className={short ? `${className} short` : className}
          defaultValue={value ?? ''}
        />
      )}
    </Field>
  )
}

/** What helps to fill a field in. */
export function About({ id, text }: { id: string; text: string | undefined }) {
  return text ? (
    <p className="quiet" id={`${id}-about`}>
      {text}
    </p>
  ) : null
}

/** The ids of what a field is described by. */
export function toldBy({
  name,
  about,
  fault,
}: Pick<FieldProps, 'name' | 'about' | 'fault'>): string | undefined {
  return describedBy(about && `${name}-about`, fault && `${name}-fault`)
}
