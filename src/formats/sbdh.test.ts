import { describe, expect, test } from 'vitest'
import {
  anEhfCreditNote,
  anEhfDocument,
  anEhfReminder,
  BUYER_NUMBER,
  SELLER_NUMBER,
} from '#test/ehf/documents.ts'
import { at, type Element, everyElement, readTree, textAt } from '#test/ehf/ubl-tree.ts'
import { writeEhfCreditNote } from './ehf-credit-note.ts'
import { norwegianEndpoint } from './ehf-document.ts'
import { writeEhfInvoice } from './ehf-invoice.ts'
import { writeEhfReminder } from './ehf-reminder.ts'
import { documentIdentifier, type PeppolEnvelope, processIdentifier, writePeppolEnvelope } from './sbdh.ts'

const BIS_BILLING_PROFILE = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'

describe('the envelope', () => {
  const root = readTree(writePeppolEnvelope(anEnvelope()))
  const header = at(root, 'StandardBusinessDocumentHeader')[0] ?? root

  test('says from whom and to whom', () => {
    const [from] = at(header, 'Sender/Identifier')
    const [to] = at(header, 'Receiver/Identifier')
    expect([from?.text, to?.text]).toEqual([`0192:${SELLER_NUMBER}`, `0192:${BUYER_NUMBER}`])
    expect([from, to].map((party) => party?.attributes.Authority)).toEqual(
      Array(2).fill('iso6523-actorid-upis'),
    )
  })

  test('says which document it holds, and when it was made', () => {
    expect(at(header, 'DocumentIdentification')[0]?.children.map(({ name, text }) => [name, text])).toEqual([
      ['Standard', 'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2'],
      ['TypeVersion', '2.1'],
      ['InstanceIdentifier', '0b9f4f0e-7b1c-4d2a-9a53-6c1de41c2a10'],
      ['Type', 'Invoice'],
      ['CreationDateAndTime', '2019-12-10T07:00:00Z'],
    ])
  })

  test('has the scopes that Peppol asks for', () => {
    expect(scopesOf(root)).toEqual([
      ['DOCUMENTID', documentIdentifier('invoice'), 'busdox-docid-qns'],
      ['PROCESSID', processIdentifier('invoice'), 'cenbii-procid-ubl'],
      ['COUNTRY_C1', 'NO', undefined],
    ])
  })

  test('has the elements in the order of the header’s schema', () => {
    expect(header.children.map(({ name }) => name)).toEqual([
      'HeaderVersion',
      'Sender',
      'Receiver',
      'DocumentIdentification',
      'BusinessScope',
    ])
    expect(textAt(header, 'HeaderVersion')).toBe('1.0')
  })

  test.each([
    ['invoice', 'Invoice', BIS_BILLING_PROFILE, 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'],
    ['credit-note', 'CreditNote', BIS_BILLING_PROFILE, 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'],
    [
      'reminder',
      'Invoice',
      `${BIS_BILLING_PROFILE}#conformant#urn:fdc:anskaffelser.no:2019:ehf:reminder:3.0`,
      'urn:fdc:anskaffelser.no:2019:ehf:postaward:g3:06:1.0',
    ],
  ] as const)('of a %s agrees with the document in it', (kind, name, customization, process) => {
    const envelope = readTree(writePeppolEnvelope(anEnvelope({ kind, document: DOCUMENTS[kind] })))
    const [, inside] = envelope.children
    expect(inside?.name).toBe(name)
    const standard = `urn:oasis:names:specification:ubl:schema:xsd:${name}-2`
    expect(inside?.attributes.xmlns).toBe(standard)
    expect(inside && textAt(inside, 'cbc:CustomizationID')).toBe(customization)
    expect(inside && textAt(inside, 'cbc:ProfileID')).toBe(process)
    expect(scopesOf(envelope)[0]?.[1]).toBe(`${standard}::${name}##${customization}::2.1`)
    expect(scopesOf(envelope)[1]?.[1]).toBe(process)
  })

  test('leaves the document as it was', () => {
    const [, inside] = root.children
    expect(inside).toEqual(readTree(DOCUMENTS.invoice))
    expect(everyElement(root).filter(({ name }) => name === 'StandardBusinessDocument')).toHaveLength(1)
  })

  test.each([
    ['another kind', { kind: 'credit-note' }],
    ['something else', { document: '<?xml version="1.0"?><x/>' }],
    ['nothing', { document: '' }],
  ] as const)('of %s is our own mistake', (_, wanted) => {
    expect(() => writePeppolEnvelope(anEnvelope(wanted))).toThrow(TypeError)
  })
})

const DOCUMENTS = {
  invoice: written(writeEhfInvoice(anEhfDocument())),
  'credit-note': written(writeEhfCreditNote(anEhfCreditNote())),
  reminder: written(writeEhfReminder(anEhfReminder())),
} as const

function anEnvelope(wanted: Partial<PeppolEnvelope> = {}): PeppolEnvelope {
  return {
    kind: 'invoice',
    sender: norwegianEndpoint(SELLER_NUMBER),
    receiver: norwegianEndpoint(BUYER_NUMBER),
    senderCountry: 'NO',
    instanceId: '0b9f4f0e-7b1c-4d2a-9a53-6c1de41c2a10',
    createdAt: Date.UTC(2019, 11, 10, 7),
    document: DOCUMENTS.invoice,
    ...wanted,
  }
}

function written(result: ReturnType<typeof writeEhfInvoice>): string {
  if (typeof result !== 'string') throw new TypeError(result.refused)
  return result
}

function scopesOf(root: Element) {
  return at(root, 'StandardBusinessDocumentHeader/BusinessScope/Scope').map((scope) => [
    textAt(scope, 'Type'),
    textAt(scope, 'InstanceIdentifier'),
    textAt(scope, 'Identifier'),
  ])
}
