/** A customer identification number (KID): 2–25 characters, the last one a check character. Nets, OCR giro manual ch. 5. */
export type Kid = string & { readonly [kidBrand]: 'Kid' }
declare const kidBrand: unique symbol

/** Adds the MOD10 check digit: the KIDs we issue are digits only, so that every bank and phone takes them. */
export function makeKid(payload: string): Kid {
  if (!/^\d{1,24}$/.test(payload)) throw new RangeError(`KID payload is not 1–24 digits: ${payload}`)
  return (payload + mod10(payload)) as Kid
}

/** A KID may end in MOD10 or MOD11; under MOD11 the check character can be a minus sign. */
export function isKid(text: string): boolean {
  if (!/^\d{1,24}[\d-]$/.test(text)) return false
  const [payload, check] = [text.slice(0, -1), text.at(-1)]
  return mod10(payload) === check || mod11(payload) === check
}

export function mod10(payload: string): string {
  let sum = 0
  for (let i = payload.length - 1, weight = 2; i >= 0; i--, weight = 3 - weight) {
    const product = Number(payload[i]) * weight
    sum += product > 9 ? product - 9 : product
  }
  return String((10 - (sum % 10)) % 10)
}

export function mod11(payload: string): string {
  let sum = 0
  for (let i = payload.length - 1, weight = 2; i >= 0; i--, weight = weight === 7 ? 2 : weight + 1) {
    sum += Number(payload[i]) * weight
  }
  const rest = sum % 11
  return rest === 0 ? '0' : rest === 1 ? '-' : String(11 - rest)
}
