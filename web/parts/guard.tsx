/** Stands in every form that changes something: that it is ours, and that it is answered once. */
export function Guard({ guard }: { guard: { readonly csrfToken: string; readonly formKey: string } }) {
  return (
    <>
      <input type="hidden" name="csrf" value={guard.csrfToken} />
      <input type="hidden" name="key" value={guard.formKey} />
    </>
  )
}
