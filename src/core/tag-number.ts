import { type Refusal, refuse } from './refusal.ts'

/** A tag's number in digits only: up to 19 (the tag's PAN), or the printed «L: XX XXXXXX X» of older tags. */
export type TagNumber = string & { readonly [tagNumberBrand]: 'TagNumber' }
declare const tagNumberBrand: unique symbol

export function parseTagNumber(text: string): TagNumber | Refusal<'not-a-tag-number'> {
  const digits = text.replace(/^\s*L:?/i, '').replace(/[\s.-]/g, '')
  return /^\d{1,19}$/.test(digits) ? (digits as TagNumber) : refuse('not-a-tag-number')
}
