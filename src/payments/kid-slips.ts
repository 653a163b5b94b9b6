/** What somebody may have meant who wrote one digit wrong, or two neighbours the wrong way round. */
export function kidSlips(kid: string): readonly string[] {
  if (!/^\d{2,25}$/.test(kid)) return []
  const meant = new Set<string>()
  for (let at = 0; at < kid.length; at++) {
    const [before, after] = [kid.slice(0, at), kid.slice(at + 1)]
    for (const digit of '0123456789') meant.add(before + digit + after)
    if (after !== '') meant.add(`${before}${after[0]}${kid[at]}${after.slice(1)}`)
  }
  meant.delete(kid)
  return [...meant]
}
