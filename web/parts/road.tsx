/** A road under toll gates, in the colours of the theme. Decoration: says nothing that the text does not. */
export function Road() {
  return (
    <svg className="road" viewBox="0 0 400 260" aria-hidden="true" focusable="false">
      <path className="road-far" d="M0 150 70 92l52 40 66-74 74 82 54-44 84 58v106H0z" />
      <path className="road-near" d="M0 182c60-24 120-30 200-22s140 6 200-14v114H0z" />
      <path className="road-way" d="M132 260 186 146h28l54 114z" />
      <path className="road-line" d="M200 152v14M200 178v20M200 212v32" />
      <path className="road-gate" d="M104 222V104a10 10 0 0 1 10-10h172a10 10 0 0 1 10 10v118" />
      <rect className="road-eye" x="168" y="88" width="20" height="24" rx="4" />
      <rect className="road-eye" x="212" y="88" width="20" height="24" rx="4" />
    </svg>
  )
}
