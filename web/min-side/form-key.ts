import { createHash } from 'node:crypto'

/**
 * A form's key and what was filled in, as one key. A browser may keep a page and show it again when one goes back: what
 * is sent again as it was is the same form, and what was changed first is another.
 */
export async function formKey(key: string, form: FormData): Promise<string> {
  const digest = createHash('sha256').update(key)
  for (const [name, value] of form) {
    // The session's own, and another after each new proof of who it is.
    if (name === 'csrf') continue
    digest.update(`\0${name}\0`)
    if (typeof value === 'string') digest.update(value)
    else digest.update(`${value.name}\0`).update(Buffer.from(await value.arrayBuffer()))
  }
  const hex = digest.digest('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  )
}
