/** A Norwegian number that takes SMS, as the networks write it: «+47» and eight digits that begin with 4 or 9 (Nkom's numbering plan). */
export type MobileNumber = string & { readonly isMobileNumber: true }

/** As people write it, with spaces and with or without the country. Undefined: it is none, or another country's. */
export function parseMobileNumber(text: string): MobileNumber | undefined {
  const [, number] = /^(?:\+47|0047)?([49]\d{7})$/.exec(text.replaceAll(/[\s-]/g, '')) ?? []
  return number === undefined ? undefined : (`+47${number}` as MobileNumber)
}
