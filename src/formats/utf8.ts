/** Text as far as it could be read, and whether something that is not UTF-8 comes after it. */
export type Decoded = { readonly text: string; readonly broken: boolean }

/** Bytes to text by pieces, that may part a letter. Called with nothing at the end: no letter may be left open. */
export function openUtf8(): (bytes?: Uint8Array) => Decoded {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let open: Uint8Array = new Uint8Array()
  return (bytes) => {
    const text = decoded(decoder, bytes)
    if (text === undefined) return { text: bytes ? upToTheBreak(open, bytes) : '', broken: true }
    if (bytes) open = unfinished(bytes.length < 3 ? Buffer.concat([open, bytes]) : bytes)
    return { text, broken: false }
  }
}

function decoded(decoder: TextDecoder, bytes: Uint8Array | undefined): string | undefined {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
  } catch {
    return undefined
  }
}

/** The bytes at the end that begin a letter without ending it: the first of them tells how many there are. */
function unfinished(bytes: Uint8Array): Uint8Array {
  for (let count = 1; count <= Math.min(3, bytes.length); count++) {
    const byte = bytes[bytes.length - count] ?? 0
    if (byte < 0xc0) continue
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
    return length > count ? bytes.slice(-count) : new Uint8Array()
  }
  return new Uint8Array()
}

/** Byte by byte, for the place: a decoder that fails does not tell how far it came. */
function upToTheBreak(open: Uint8Array, bytes: Uint8Array): string {
  // The byte order mark is only one at the beginning, and has been taken off there.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let text = ''
  for (const byte of Buffer.concat([open, bytes])) {
    const more = decoded(decoder, Uint8Array.of(byte))
    if (more === undefined) break
    text += more
  }
  return text
}
