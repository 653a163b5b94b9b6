/** Folded as people type who are in a hurry, or have no Norwegian keys: «Månedstak» is found by «manedstak». */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
}

/** The words of a search, each once. None: nothing is searched for. */
export function searchWords(search: string): readonly string[] {
  return [...new Set(folded(search).match(/[\p{L}\p{N}]+/gu) ?? [])]
}

/** Whether every word is somewhere in the texts: part of a word is enough, for Norwegian puts words together. */
export function hasAll(texts: readonly string[], words: readonly string[]): boolean {
  const text = folded(texts.join(' '))
  return words.every((word) => text.includes(word))
}
