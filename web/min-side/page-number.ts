/** `?side=2`. Whatever else stands there is page 1. */
export function pageNumber(url: URL): number {
  const said = url.searchParams.get('side') ?? ''
  return /^[1-9]\d{0,4}$/.test(said) ? Number(said) : 1
}
