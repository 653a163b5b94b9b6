import { z } from 'zod'
import { LANGUAGES } from '#core/language.ts'
import { parseNationalId } from '#core/national-id.ts'
import { parseOrganisationNumber } from '#core/organisation-number.ts'
import { canonicalPlate } from '#core/plate.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import { parseTagNumber } from '#core/tag-number.ts'

/**
 * The portfolio file: how an issuer moves in from its old system. One JSON object a line, `kind` says what of.
 * Described in docs/formats/portfolio-file.md.
 */
export type PortfolioLine = z.infer<ReturnType<typeof lineSchema>>
export type PortfolioKind = PortfolioLine['kind']
export type LineOf<Kind extends PortfolioKind> = Extract<PortfolioLine, { kind: Kind }>

export const PORTFOLIO_KINDS = [
  'person',
  'organisation',
  'agreement',
  'vehicle',
  'tag',
  'assignment',
  'staff',
] as const satisfies readonly PortfolioKind[]

/** Why a line is turned down by what stands in it. */
export type PortfolioLineCode =
  | 'not-json'
  | 'line-too-long'
  | 'unknown-kind'
  | 'missing-field'
  | 'unknown-field'
  | 'wrong-type'
  | 'bad-value'
  | 'bad-instant'
  | 'bad-national-id'
  | 'bad-organisation-number'
  | 'bad-plate'
  | 'bad-tag-number'
  | 'ends-before-it-begins'
  | 'overlapping-blocks'

/** `kind` where the line says it; `path` is the field, never its content. */
export type PortfolioLineRefusal = Refusal<PortfolioLineCode> & {
  readonly kind: PortfolioKind | 'unreadable'
  readonly path: string
}

export type PortfolioParser = (text: string) => PortfolioLine | PortfolioLineRefusal

/** A parser of lines. Synthetic national identity numbers are for tests and the demo only: a switch. */
export function portfolioParser(options: { synthetic: boolean }): PortfolioParser {
  const schema = lineSchema(options)
  return (text) => {
    if (text.length > LONGEST_LINE) return { ...refuse('line-too-long'), kind: 'unreadable', path: '' }
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch {
      return { ...refuse('not-json'), kind: 'unreadable', path: '' }
    }
    const parsed = schema.safeParse(json)
    return parsed.success ? parsed.data : explain(json, parsed.error.issues[0])
  }
}

/** Sixteen thousand characters: an agreement with a hundred blocks is a tenth of it. */
export const LONGEST_LINE = 16_384

export const ENERGIES = ['petrol', 'diesel', 'plugin-hybrid', 'electric', 'hydrogen', 'gas', 'other'] as const

function lineSchema({ synthetic }: { synthetic: boolean }) {
  const nationalId = identifier('bad-national-id', (given) => parseNationalId(given, { synthetic }))
  return z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('person'),
      ref,
      nationalId: nationalId.nullable().default(null),
      ...contact,
    }),
    z.strictObject({
      kind: z.literal('organisation'),
      ref,
      organisationNumber: identifier('bad-organisation-number', parseOrganisationNumber),
      ...contact,
    }),
    agreement,
    vehicle,
    z.strictObject({
      kind: z.literal('tag'),
      ref,
      tagNumber: identifier('bad-tag-number', parseTagNumber),
      issuer: code,
      type: z.enum(['light', 'heavy']),
      state: z.enum([
        'ordered',
        'shipped',
        'active',
        'waiting',
        'settled',
        'lost',
        'stolen',
        'damaged',
        'returned',
      ]),
    }),
    assignment,
    z.strictObject({
      kind: z.literal('staff'),
      ref,
      company: code,
      name: text,
      email: text,
      role: z.enum(['reader', 'case-worker', 'finance', 'privacy-officer', 'engineer']),
    }),
  ])
}

/**
 * What PostgreSQL and a letter can hold: no control characters, no half characters, nothing that is only blanks; nor the
 * mark that a letter of another encoding leaves where it was.
 */
const text = z
  .string()
  .max(500)
  .refine((given) => given.trim() !== '' && given.isWellFormed() && !CONTROL.test(given), 'bad-value')
const CONTROL = /[\p{Cc}\uFFFD]/u
const optional = text.nullable().default(null)
const ref = text.max(100)
const code = z.string().regex(/^[a-z0-9][a-z0-9-]*$/)
const instant = z.iso.datetime({ offset: true }).transform((given) => Date.parse(given))
const whole = z.number().int().min(0)

const contact = {
  name: text,
  email: optional,
  phone: optional,
  street: optional,
  postalCode: optional,
  place: optional,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('NO'),
  language: z.enum(LANGUAGES).default('nb'),
}

const block = z
  .strictObject({
    because: z.enum([
      'credit-limit',
      'debt-collection',
      'prepayment-missing',
      'negative-balance',
      'address-missing',
    ]),
    from: instant,
    to: instant.nullable(),
  })
  .refine(({ from, to }) => to === null || to > from, { message: 'ends-before-it-begins', path: ['to'] })

const agreement = z
  .strictObject({
    kind: z.literal('agreement'),
    ref,
    party: ref,
    issuer: code,
    agreementNumber: text.max(50),
    validFrom: instant,
    validTo: instant.nullable(),
    deletesPassages: z.boolean(),
    detailedInvoice: z.boolean(),
    invoiceReference: optional,
    termsVersion: text.max(50),
    blocks: z.array(block).max(100).default([]).refine(areApart, 'overlapping-blocks'),
  })
  .refine((a) => a.validTo === null || a.validTo > a.validFrom, {
    message: 'ends-before-it-begins',
    path: ['validTo'],
  })

const vehicle = z
  .strictObject({
    kind: z.literal('vehicle'),
    ref,
    country: z.string().regex(/^[A-Z]{2}$/),
    plate: z.string(),
    category: optional,
    totalWeightKg: whole.nullable().default(null),
    energy: z.enum(ENERGIES).nullable().default(null),
    euroClass: whole.max(9).nullable().default(null),
    make: optional,
    model: optional,
  })
  .transform((given, context) => {
    const canonical = canonicalPlate(given.plate)
    if (canonical !== undefined) return { ...given, plate: canonical }
    context.addIssue({ code: 'custom', message: 'bad-plate', path: ['plate'] })
    return z.NEVER
  })

const assignment = z
  .strictObject({
    kind: z.literal('assignment'),
    ref,
    agreement: ref,
    vehicle: ref,
    tag: ref.nullable(),
    from: instant,
    to: instant.nullable(),
  })
  .refine(({ from, to }) => to === null || to > from, { message: 'ends-before-it-begins', path: ['to'] })

function identifier<Parsed extends string>(
  because: PortfolioLineCode,
  parse: (given: string) => Parsed | Refusal<string>,
) {
  return z.string().transform((given, context) => {
    const parsed = parse(given)
    if (!isRefusal(parsed)) return parsed
    context.addIssue({ code: 'custom', message: because })
    return z.NEVER
  })
}

/** Two blocks for one reason at one time would be one block: the schema lets no such pair in. */
function areApart(blocks: readonly { because: string; from: number; to: number | null }[]): boolean {
  return blocks.every((a, index) =>
    blocks
      .slice(index + 1)
      .every(
        (b) =>
          a.because !== b.because || (a.to !== null && a.to <= b.from) || (b.to !== null && b.to <= a.from),
      ),
  )
}

/** The first thing wrong, as one code and one field. */
function explain(json: unknown, issue: z.core.$ZodIssue | undefined): PortfolioLineRefusal {
  const kind = kindOf(json)
  if (kind === 'unreadable') return { ...refuse('unknown-kind'), kind, path: 'kind' }
  const path = issue?.path.join('.') ?? ''
  if (issue?.code === 'unrecognized_keys') {
    return { ...refuse('unknown-field'), kind, path: [...issue.path, issue.keys[0]].join('.') }
  }
  if (issue?.code === 'custom') return { ...refuse(issue.message as PortfolioLineCode), kind, path }
  if (issue?.code === 'invalid_type') {
    return { ...refuse(valueAt(json, issue.path) === undefined ? 'missing-field' : 'wrong-type'), kind, path }
  }
  if (issue?.code === 'invalid_format' && issue.format === 'datetime') {
    return { ...refuse('bad-instant'), kind, path }
  }
  const missing = issue !== undefined && valueAt(json, issue.path) === undefined
  return { ...refuse(missing ? 'missing-field' : 'bad-value'), kind, path }
}

function kindOf(json: unknown): PortfolioKind | 'unreadable' {
  const kind = valueAt(json, ['kind'])
  return PORTFOLIO_KINDS.find((known) => known === kind) ?? 'unreadable'
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}
