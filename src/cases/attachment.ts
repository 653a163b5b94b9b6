import { type Refusal, refuse } from '#core/refusal.ts'
import type { AttachmentRefusal } from '#words/attachments.ts'
import { withoutMetadata } from './jpeg.ts'
import type { CaseLimits } from './limits.ts'

export const ATTACHMENT_KINDS = ['pdf', 'png', 'jpeg', 'heic'] as const
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number]

/** Infected is never served; pending is not, either, where there is a scanner to wait for. */
export type AttachmentState = 'pending' | 'clean' | 'infected'

export type Attachment = {
  readonly name: string
  readonly kind: AttachmentKind
  readonly content: Buffer
}

export const CONTENT_TYPES: Readonly<Record<AttachmentKind, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpeg: 'image/jpeg',
  heic: 'image/heic',
}

/** A file as it was sent becomes an attachment by what it holds, whatever it is called. */
export function attachmentOf(
  file: { readonly name: string; readonly content: Buffer },
  limits: CaseLimits,
): Attachment | Refusal<AttachmentRefusal> {
  const { content } = file
  if (content.length === 0) return refuse('file-empty')
  if (content.length > limits.attachmentBytesMax) return refuse('file-too-large')
  const kind = kindOf(content)
  if (kind === undefined) return refuse('file-kind-unknown')
  if (kind === 'pdf' && content.includes('/Encrypt')) return refuse('file-has-password')
  return {
    name: safeName(file.name, kind),
    kind,
    content: kind === 'jpeg' ? withoutMetadata(content) : content,
  }
}

export function mayBeServed(state: AttachmentState, scanned: boolean): boolean {
  return scanned ? state === 'clean' : state !== 'infected'
}

/** By the bytes each kind begins with. */
function kindOf(content: Buffer): AttachmentKind | undefined {
  if (content.subarray(0, 5).equals(PDF)) return 'pdf'
  if (content.subarray(0, 8).equals(PNG)) return 'png'
  if (content.subarray(0, 3).equals(JPEG)) return 'jpeg'
  // ISO base media: a box «ftyp», then the brand.
  const isBox = content.subarray(4, 8).equals(FTYP)
  return isBox && HEIC_BRANDS.has(content.toString('latin1', 8, 12)) ? 'heic' : undefined
}

const PDF = Buffer.from('%PDF-', 'latin1')
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const JPEG = Buffer.from([0xff, 0xd8, 0xff])
const FTYP = Buffer.from('ftyp', 'latin1')
const HEIC_BRANDS = new Set(['heic', 'heix', 'mif1', 'msf1', 'heim', 'heis'])

const NAME_LENGTH_MAX = 100
const ENDINGS: Readonly<Record<AttachmentKind, RegExp>> = {
  pdf: /\.pdf$/i,
  png: /\.png$/i,
  jpeg: /\.jpe?g$/i,
  heic: /\.hei[cf]$/i,
}

/** No folder, nothing that a terminal or a header would read as more than text, and the ending of what it is. */
function safeName(name: string, kind: AttachmentKind): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .normalize('NFC')
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .trim()
    .slice(-NAME_LENGTH_MAX)
  const named = plain === '' || plain.startsWith('.') ? `vedlegg${plain}` : plain
  return ENDINGS[kind].test(named) ? named : `${named}.${kind}`
}
