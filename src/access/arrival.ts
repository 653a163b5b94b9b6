/** How a request came: by which connection, and what those who passed it on say. */
export type Arrival = {
  /** The other end of the connection. */
  readonly socketAddress: string | undefined
  /** `x-forwarded-for`, each who passed it on to the right of those before. */
  readonly forwardedFor: string | undefined
  /** How many of our own stand before us and write there. What is further to the left, anybody may have written. */
  readonly proxyCount: number
}

/** Whom a request is from, as far as it can be trusted. */
export function clientAddress({ socketAddress, forwardedFor, proxyCount }: Arrival): string | undefined {
  if (proxyCount === 0) return socketAddress
  const hops = (forwardedFor ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-proxyCount) || socketAddress
}

/**
 * What counts as one: an address of version 4; of version 6 the /64 it is in, for a household has all of one and may use a
 * new address for each try.
 */
export function addressBlock(address: string | undefined): string {
  const plain = (address ?? '')
    .toLowerCase()
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/%.*$/, '')
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(plain)) return plain
  if (!/^[\da-f]*:[\da-f:.]*$/.test(plain)) return 'unknown'
  const [head = '', tail] = plain.split('::')
  const groups = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length)
  const all = [...groups, ...Array.from({ length: zeros }, () => '0'), ...after]
  const network = all.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/64`
}
