import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { ACCESSIBILITY_TEXTS } from './accessibility.ts'
import { ACTING_TEXTS } from './acting.ts'
import { ATTACHMENT_TEXTS } from './attachments.ts'
import { BANK_FILE_REFUSALS } from './bank-files.ts'
import { BECOME_CUSTOMER_TEXTS } from './become-customer.ts'
import { BLOCK_TEXTS } from './blocks.ts'
import { CASE_WORK_TEXTS } from './case-work.ts'
import { CASE_TEXTS } from './cases.ts'
import { CHANNEL_TEXTS } from './channels.ts'
import { COMPLAINT_TEXTS } from './complaints.ts'
import { CONTACT_TEXTS } from './contact.ts'
import { EMAIL_LOG_IN_TEXTS } from './email-log-in.ts'
import { FERRY_END_TEXTS } from './ferry-account-end.ts'
import { FERRY_OPEN_TEXTS } from './ferry-account-open.ts'
import { FERRY_RECEIPT_TEXTS } from './ferry-account-receipt.ts'
import { FERRY_VEHICLES_TEXTS } from './ferry-account-vehicles.ts'
import { FILE_REFUSALS } from './files.ts'
import { FIND_AGREEMENT_TEXTS } from './find-agreement.ts'
import { FIRST_TIME_TEXTS } from './first-time.ts'
import { FRAME_TEXTS } from './frame.ts'
import { HOLD_TEXTS } from './holds.ts'
import { INVOICE_CHANGES_TEXTS } from './invoice-changes.ts'
import { INVOICE_TEXTS } from './invoice-document.ts'
import { INVOICE_PAGE_TEXTS } from './invoices.ts'
import { LOG_IN_TEXTS } from './log-in.ts'
import { LOG_IN_HELP_TEXTS } from './log-in-help.ts'
import { LOOKED_TEXTS } from './looked.ts'
import { MONTH_TEXTS } from './months.ts'
import { OVERVIEW_TEXTS } from './overview.ts'
import { PASSAGE_TEXTS } from './passages.ts'
import { PAYMENT_TEXTS } from './payments.ts'
import { PRIVACY_TEXTS } from './privacy.ts'
import { PROFILE_TEXTS } from './profile.ts'
import { REMINDER_TEXTS } from './reminder-document.ts'
import { invoiceStateText } from './states.ts'
import { TERMS_TEXTS } from './terms.ts'
import { TIME_OUT_TEXTS } from './time-out.ts'
import { UNDO_LINK_TEXTS } from './undo-link.ts'
import { VIPPS_TEXTS } from './vipps.ts'

const PAGES = {
  frame: FRAME_TEXTS,
  'log-in': LOG_IN_TEXTS,
  acting: ACTING_TEXTS,
  'become a customer': BECOME_CUSTOMER_TEXTS,
  'log-in by e-mail': EMAIL_LOG_IN_TEXTS,
  'find agreement': FIND_AGREEMENT_TEXTS,
  'first time': FIRST_TIME_TEXTS,
  'time out': TIME_OUT_TEXTS,
  'undo a link': UNDO_LINK_TEXTS,
  overview: OVERVIEW_TEXTS,
  'ferry opening': FERRY_OPEN_TEXTS,
  'ferry receipt': FERRY_RECEIPT_TEXTS,
  'ferry vehicles': FERRY_VEHICLES_TEXTS,
  'ferry end': FERRY_END_TEXTS,
  blocks: BLOCK_TEXTS,
  passages: PASSAGE_TEXTS,
  months: MONTH_TEXTS,
  holds: HOLD_TEXTS,
  invoices: INVOICE_PAGE_TEXTS,
  channels: CHANNEL_TEXTS,
  accessibility: ACCESSIBILITY_TEXTS,
  privacy: PRIVACY_TEXTS,
  terms: TERMS_TEXTS,
  contact: CONTACT_TEXTS,
  'help with logging in': LOG_IN_HELP_TEXTS,
  'invoice document': INVOICE_TEXTS,
  'invoice changes': INVOICE_CHANGES_TEXTS,
  'reminder document': REMINDER_TEXTS,
  payments: PAYMENT_TEXTS,
  'bank files': BANK_FILE_REFUSALS,
  'other files': FILE_REFUSALS,
  vipps: VIPPS_TEXTS,
  cases: CASE_TEXTS,
  'work on cases': CASE_WORK_TEXTS,
  complaints: COMPLAINT_TEXTS,
  attachments: ATTACHMENT_TEXTS,
  'who looked': LOOKED_TEXTS,
  profile: PROFILE_TEXTS,
}

describe.each(Object.entries(PAGES))('the texts of %s', (_, texts) => {
  test('are all there in all languages', () => {
    const [nb, ...others] = LANGUAGES.map((language) => textsIn(texts[language]))
    for (const said of [nb, ...others]) {
      expect([...(said ?? [])].filter(([, text]) => text.trim() === '')).toEqual([])
      expect([...(said ?? [])].map(([path]) => path)).toEqual([...(nb ?? [])].map(([path]) => path))
    }
  })

  test('are nynorsk where they say so', () => {
    const words = [...textsIn(texts.nn).values()].join(' ').toLowerCase()
    const bokmal =
      /\b(ikke|jeg|hvorfor|hvordan|hva|hvilke|noen|noe|fra|uten|mer|siden|måned|kjøretøy|passeringer|min side)\b/
    expect(bokmal.exec(words)?.[0]).toBeUndefined()
  })

  test('never call anybody an «avgiver»', () => {
    for (const language of LANGUAGES) {
      expect([...textsIn(texts[language]).values()].join(' ')).not.toMatch(/avgiver/i)
    }
  })
})

test('a paid invoice is called what AutoPASS calls it', () => {
  expect(invoiceStateText('paid', 'nb')).toEqual({ ours: 'Betalt', official: 'Faktura betalt' })
  expect(invoiceStateText('sent', 'nb').official).toBe('Faktura sendt')
  expect(invoiceStateText('replaced-by-reminder', 'nb').official).toBe('Faktura stoppet. Ny purring er laget')
})

test('an invoice past its day is told from one that is not due, in each language', () => {
  for (const language of LANGUAGES) {
    expect(invoiceStateText('overdue', language).ours).not.toBe(invoiceStateText('sent', language).ours)
  }
})

/** Each text by its place; those that take something are given a number of them and of names. */
function textsIn(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]])
  if (typeof value === 'function') {
    const given = [
      [1, 2],
      [2, 1],
      ['A', 'B', 'C'],
      [undefined, undefined],
    ]
    return new Map(given.map((args, i) => [`${path}(${i})`, String(Reflect.apply(value, undefined, args))]))
  }
  return new Map(Object.entries(value ?? {}).flatMap(([key, part]) => [...textsIn(part, `${path}.${key}`)]))
}
