import type { EhfIdentifier } from './ehf-document.ts'
import { EHF_INVOICE, EHF_REMINDER } from './ehf-parts.ts'
import { textOf, xml } from './xml-writing.ts'

/** What an access point is handed: the document in its Peppol envelope (SBDH, envelope specification 2.0). */
export type PeppolEnvelope = {
  readonly kind: PeppolKind
  readonly sender: EhfIdentifier
  readonly receiver: EhfIdentifier
  /** Where the sender belongs, two letters: scope COUNTRY_C1. */
  readonly senderCountry: string
  /** A UUID of this sending: new when the document is sent anew. */
  readonly instanceId: string
  readonly createdAt: number
  /** As one of the EHF writers made it. */
  readonly document: string
}

export type PeppolKind = 'invoice' | 'credit-note' | 'reminder'

/** The whole envelope as text, UTF-8. */
export function writePeppolEnvelope(envelope: PeppolEnvelope): string {
  const { standard, root, process } = KINDS[envelope.kind]
  const body = envelope.document.replace(DECLARATION, '')
  if (!body.startsWith(`<${root} xmlns="${standard}"`)) throw new TypeError(`no ${root} in the envelope`)
  const { sender, receiver, senderCountry, instanceId } = envelope
  const createdAt = new Date(envelope.createdAt).toISOString().replace(/\.\d+Z$/, 'Z')
  const header = textOf(xml`<StandardBusinessDocumentHeader>
<HeaderVersion>1.0</HeaderVersion>
<Sender><Identifier Authority="iso6523-actorid-upis">${participant(sender)}</Identifier></Sender>
<Receiver><Identifier Authority="iso6523-actorid-upis">${participant(receiver)}</Identifier></Receiver>
<DocumentIdentification>
<Standard>${standard}</Standard>
<TypeVersion>2.1</TypeVersion>
<InstanceIdentifier>${instanceId}</InstanceIdentifier>
<Type>${root}</Type>
<CreationDateAndTime>${createdAt}</CreationDateAndTime>
</DocumentIdentification>
<BusinessScope>
<Scope><Type>DOCUMENTID</Type><InstanceIdentifier>${documentIdentifier(envelope.kind)}</InstanceIdentifier><Identifier>busdox-docid-qns</Identifier></Scope>
<Scope><Type>PROCESSID</Type><InstanceIdentifier>${process}</InstanceIdentifier><Identifier>cenbii-procid-ubl</Identifier></Scope>
<Scope><Type>COUNTRY_C1</Type><InstanceIdentifier>${senderCountry}</InstanceIdentifier></Scope>
</BusinessScope>
</StandardBusinessDocumentHeader>
`)
  return `<?xml version="1.0" encoding="UTF-8"?>
<StandardBusinessDocument xmlns="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
${header}${body}</StandardBusinessDocument>
`
}

/** By this a receiver is asked whether they take the document (SMP), and it is routed. */
export function documentIdentifier(kind: PeppolKind): string {
  const { standard, root, customization } = KINDS[kind]
  return `${standard}::${root}##${customization}::2.1`
}

export function processIdentifier(kind: PeppolKind): string {
  return KINDS[kind].process
}

/** Scheme and value as Peppol writes them together, «0192:987654325». */
export function participant({ scheme, value }: EhfIdentifier): string {
  return `${scheme}:${value}`
}

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd:'
const KINDS = {
  invoice: kindOf('Invoice', EHF_INVOICE),
  'credit-note': kindOf('CreditNote', EHF_INVOICE),
  reminder: kindOf('Invoice', EHF_REMINDER),
} as const satisfies Record<PeppolKind, unknown>

function kindOf(
  root: 'Invoice' | 'CreditNote',
  { customization, profile }: typeof EHF_INVOICE | typeof EHF_REMINDER,
) {
  return { root, standard: `${UBL}${root}-2`, customization, process: profile }
}

const DECLARATION = /^<\?xml[^>]*\?>\s*/
