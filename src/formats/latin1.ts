/** Printable ISO 8859-1: no line break can come in by a name, and every character is one byte. */
export function isLatin1(text: string): boolean {
  return /^[\x20-\x7e\xa0-\xff]*$/.test(text)
}

/**
 * Sámi and other letters as the letter they are made of, what has none as a question mark. What ISO 8859-1 has,
 * æ, ø, å and é among them, stays.
 */
export function toLatin1(text: string): string {
  return Array.from(text.normalize('NFC'), inLatin1).join('')
}

/** A name in so few characters as a bank has room for. */
export function shortName(name: string, width = 10): string {
  return toLatin1(name.trim().replaceAll(/\s+/g, ' ')).slice(0, width).trimEnd()
}

// Letters with a stroke, and those that are no letter with a mark.
const WITHOUT_STROKE: Readonly<Record<string, string>> = {
  đ: 'd',
  Đ: 'D',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
  œ: 'oe',
  Œ: 'OE',
  '–': '-',
  '—': '-',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '…': '...',
  '€': 'EUR',
}

function inLatin1(character: string): string {
  if (isLatin1(character)) return character
  const known = WITHOUT_STROKE[character]
  if (known !== undefined) return known
  if (/\s/.test(character)) return ' '
  const bare = character.normalize('NFD').replaceAll(/\p{M}/gu, '')
  return isLatin1(bare) && bare !== '' ? bare : '?'
}
