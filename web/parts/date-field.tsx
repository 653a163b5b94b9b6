/** A day to be chosen, with what is wrong with the one that was. */
export function DateField(props: { id: string; label: string; value: string; fault: string | undefined }) {
  const { id, label, value, fault } = props
  return (
    <div className="field">
      <label className="ds-label" htmlFor={id}>
        {label}
      </label>
      <input
        className="ds-input"
        type="date"
        id={id}
        name={id}
        defaultValue={value}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
      />
      {fault !== undefined && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}
