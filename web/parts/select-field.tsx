/** One of several; where `all` stands, the first of them is all, or none. */
export function SelectField(props: {
  id: string
  label: string
  all?: string
  value: string
  options: readonly { readonly value: string; readonly name: string }[]
  /** The id of what is said to be wrong with it. */
  fault?: string | undefined
}) {
  const { id, label, all, value, options, fault } = props
  return (
    <div className="field">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      <select
        className="ds-input"
        id={id}
        name={id}
        defaultValue={value}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault}
      >
        {all !== undefined && <option value="">{all}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}
