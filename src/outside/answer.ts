/**
 * Reads what somebody answers, so far and no further: neither an answer without end nor one that is small on the wire and
 * huge when it is unpacked fills the memory. It throws, as an answer that breaks off does: nobody has said anything.
 */
export async function bytesOf(response: Response, bytesMax = ANSWER_MAX): Promise<Buffer<ArrayBuffer>> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.length
    // Leaving the loop hangs up.
    if (length > bytesMax) throw new Error(`an answer of more than ${bytesMax} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

export async function textOf(response: Response): Promise<string> {
  return new TextDecoder().decode(await bytesOf(response))
}

export async function jsonOf(response: Response): Promise<unknown> {
  return JSON.parse(await textOf(response)) as unknown
}

/** More than anybody's answer about one thing, or a few hundred. */
const ANSWER_MAX = 10_000_000

/** A file of a day's payments: some hundred thousand of them. */
export const FILE_MAX = 100_000_000
