import { z } from 'zod'

/** A toll charger, an issuer, or both: whose stations, whose tags and invoices. Neither: a ferry company. */
export type Company = z.infer<typeof company>

/** Why a file of companies cannot be used: which file, where in it, and what is wrong there. */
export type CompanyFileError = { readonly file: string; readonly path: string; readonly reason: string }

/** The companies of a file, or every error in it. A half-read file is of no use, so it is all or nothing. */
export function parseCompanies(
  file: string,
  json: unknown,
): readonly Company[] | { errors: readonly CompanyFileError[] } {
  const parsed = companyFile.safeParse(json)
  if (parsed.success) return parsed.data.companies
  return {
    errors: parsed.error.issues.map((issue) => ({
      file,
      path: issue.path.join('.') || '(root)',
      reason: issue.message,
    })),
  }
}

const text = z.string().min(1).nullable()
const company = z.strictObject({
  id: z.number().int().min(1).max(32_767),
  code: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().min(1),
  organisationNumber: z
    .string()
    .regex(/^\d{9}$/)
    .nullable(),
  tollCharger: z.boolean(),
  issuer: z.boolean(),
  /** Keeps the prepaid ferry accounts, and issues no toll agreements. */
  ferryAccounts: z.literal(true).optional(),
  accountNumber: z
    .string()
    .regex(/^\d{11}$/)
    .nullable(),
  kidPrefix: z
    .string()
    .regex(/^\d{1,8}$/)
    .nullable(),
  /** Position 9–17 of the OCR giro assignment: the agreement with Nets. */
  ocrAgreement: z
    .string()
    .regex(/^\d{9}$/)
    .nullable(),
  /** How the bank tells of what came in: OCR giro where it is not said. One way only, or it would be booked twice. */
  paymentFormat: z.enum(['ocr-giro', 'camt.053', 'camt.054']).optional(),
  phone: text,
  email: text,
  website: text,
  street: text,
  postalCode: z
    .string()
    .regex(/^\d{4}$/)
    .nullable(),
  place: text,
  source: z.string().min(3),
})

const companyFile = z.strictObject({ companies: z.array(company).min(1).superRefine(refuseTwins) })

/** Two companies with one code, KID series or Nets agreement would send payments to the wrong books. */
function refuseTwins(companies: readonly Company[], context: z.RefinementCtx): void {
  for (const field of ['id', 'code', 'accountNumber', 'kidPrefix', 'ocrAgreement'] as const) {
    const seen = new Map<unknown, number>()
    for (const [index, one] of companies.entries()) {
      const value = one[field]
      if (value === null) continue
      const first = seen.get(value)
      if (first === undefined) seen.set(value, index)
      else
        context.addIssue({
          code: 'custom',
          path: [index, field],
          message: `same ${field} as companies.${first}`,
        })
    }
  }
  for (const [index, one] of companies.entries()) {
    for (const field of ['accountNumber', 'kidPrefix', 'ocrAgreement'] as const) {
      if (one.issuer && one[field] === null) {
        context.addIssue({ code: 'custom', path: [index, field], message: 'an issuer needs it to be paid' })
      }
    }
  }
}
