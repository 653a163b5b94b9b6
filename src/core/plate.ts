/** Country as ISO 3166 alpha-2; the canonical plate is upper case with letters and digits only. */
export type Plate = { readonly country: string; readonly canonical: string }

/**
 * Upper case, nothing but letters and digits. No pattern is demanded: personal and foreign plates follow none.
 * Returns undefined when what is left is not 1–15 characters (ISO 14906 allows about 17 octets).
 */
export function canonicalPlate(text: string): string | undefined {
  if (CANONICAL.test(text)) return text
  const canonical = text
    .normalize('NFC')
    .toUpperCase()
    .replace(/[^A-ZÆØÅÄÖÜ0-9]/g, '')
  return canonical.length >= 1 && canonical.length <= 15 ? canonical : undefined
}

/** As nearly all are read already. */
const CANONICAL = /^[A-Z0-9]{1,15}$/

/** As printed on the vehicle: Norwegian ordinary plates get their space, «EK 12345». */
export function shownPlate(plate: Plate): string {
  const norwegian = plate.country === 'NO' ? /^([A-Z]{2})(\d{4,5})$/.exec(plate.canonical) : null
  return norwegian ? `${norwegian[1]} ${norwegian[2]}` : plate.canonical
}
