import { TextField } from './field.tsx'

/** A day to be chosen, with what is wrong with the one that was. */
export function DateField(props: { id: string; label: string; value: string; fault: string | undefined }) {
  const { id, ...field } = props
  return <TextField name={id} type="date" {...field} />
}
