/** Clauses of the agreement terms that a text names: «terms 2.9», «terms of 2019-01-15, 1.4», «vilkårene, punkt 2.9». */
export function citedClauses(text: string): readonly string[] {
  return [...text.matchAll(CITED)].flatMap(([, numbers = '']) => numbers.match(/\d\.\d{1,2}/g) ?? [])
}

const NUMBER = String.raw`\d\.\d{1,2}\b`
const BEFORE = [
  String.raw`\bterms(?: of [^,\n]{1,40},|,)?(?: clause)? `,
  String.raw`vilkår\w*(?: av [^,\n]{1,40})?,? punkt `,
  String.raw`\bterms\('`,
]
const CITED = new RegExp(`(?:${BEFORE.join('|')})(${NUMBER}(?:(?:, | and | to |–)${NUMBER})*)`, 'gi')
