/** One of several, the first of which is all of them. */
export function SelectField(props: {
  id: string
  label: string
  all: string
  value: string
  options: readonly { readonly value: string; readonly name: string }[]
}) {
  const { id, label, all, value, options } = props
  return (
    <div className="field">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      <select className="ds-input" id={id} name={id} defaultValue={value}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}
