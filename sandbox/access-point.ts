import { hash } from 'node:crypto'
import { DOCUMENTS, type Elma, type Kind, kindOf } from './elma.ts'
import { at, type Element, readXml, textAt } from './xml.ts'

export type Received = {
  readonly instance: string
  readonly kind: Kind
  readonly sender: string
  readonly receiver: string
  readonly number: string
  readonly issuedOn: string
  /** What is to be paid, as the document writes it. */
  readonly payable: string
  readonly kid: string
  readonly receivedAt: string
  readonly text: string
  readonly attachments: readonly {
    readonly name: string
    readonly mediaType: string
    readonly content: Uint8Array<ArrayBuffer>
  }[]
}

export type Reason = 'unreadable' | 'receiver-unknown' | 'document-not-taken' | 'instance-reused'
export type Drop =
  | { readonly state: 'accepted'; readonly before: boolean }
  | { readonly state: 'refused'; readonly reason: Reason }

export type AccessPoint = {
  drop(instance: string, text: string): Drop
  /** Newest first. */
  received(): readonly Received[]
}

/** Takes documents for the network, and is the receivers' access point as well. In memory. */
export function openAccessPoint(elma: Elma, now: () => string): AccessPoint {
  const kept = new Map<string, { readonly digest: string; readonly received: Received }>()
  return {
    drop(instance, text) {
      const digest = hash('sha256', text)
      const before = kept.get(instance)
      if (before && before.digest !== digest) return { state: 'refused', reason: 'instance-reused' }
      if (before) return { state: 'accepted', before: true }
      const received = readEnvelope(instance, text, now())
      if (!received) return { state: 'refused', reason: 'unreadable' }
      const recipient = elma.find(received.receiver.replace(/^0192:/, ''))
      if (!recipient || recipient.receives.length === 0)
        return { state: 'refused', reason: 'receiver-unknown' }
      if (!recipient.receives.includes(received.kind))
        return { state: 'refused', reason: 'document-not-taken' }
      kept.set(instance, { digest, received })
      return { state: 'accepted', before: false }
    },
    received: () => [...kept.values()].map(({ received }) => received).toReversed(),
  }
}

const ENVELOPE = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader'

/** Header and document must say the same; an envelope that lies about what is in it is not read. */
function readEnvelope(instance: string, text: string, receivedAt: string): Received | undefined {
  const root = readXml(text)
  const header = at(root, 'StandardBusinessDocumentHeader')
  const document = root?.children[1]
  if (root?.name !== 'StandardBusinessDocument' || root.namespace !== ENVELOPE || !header || !document)
    return undefined
  const kind = kindOf(scope(header, 'DOCUMENTID'))
  const identification = at(header, 'DocumentIdentification')
  const [sender, receiver] = [textAt(header, 'Sender/Identifier'), textAt(header, 'Receiver/Identifier')]
  const holds =
    kind !== undefined &&
    scope(header, 'PROCESSID') === DOCUMENTS[kind].process &&
    scope(header, 'COUNTRY_C1') !== '' &&
    textAt(identification, 'InstanceIdentifier') === instance &&
    textAt(identification, 'Standard') === document.namespace &&
    textAt(identification, 'Type') === document.name &&
    DOCUMENTS[kind].document.startsWith(`${document.namespace}::${document.name}##`) &&
    DOCUMENTS[kind].document.includes(`##${textAt(document, 'CustomizationID')}::`) &&
    sender === endpointOf(document, 'AccountingSupplierParty') &&
    receiver === endpointOf(document, 'AccountingCustomerParty')
  if (!holds) return undefined
  return {
    instance,
    kind,
    sender,
    receiver,
    number: textAt(document, 'ID'),
    issuedOn: textAt(document, 'IssueDate'),
    payable: textAt(document, 'LegalMonetaryTotal/PayableAmount'),
    kid: textAt(document, 'PaymentMeans/PaymentID'),
    receivedAt,
    text,
    attachments: attachmentsOf(document),
  }
}

function scope(header: Element, type: string): string {
  const found = at(header, 'BusinessScope')?.children.find((each) => textAt(each, 'Type') === type)
  return textAt(found, 'InstanceIdentifier')
}

function endpointOf(document: Element, side: string): string {
  const endpoint = at(document, `${side}/Party/EndpointID`)
  return `${endpoint?.attributes.schemeID ?? ''}:${endpoint?.text.trim() ?? ''}`
}

function attachmentsOf(document: Element): Received['attachments'] {
  return document.children
    .filter(({ name }) => name === 'AdditionalDocumentReference')
    .flatMap((reference) => at(reference, 'Attachment/EmbeddedDocumentBinaryObject') ?? [])
    .map(({ text, attributes }) => ({
      name: attributes.filename ?? 'vedlegg',
      mediaType: attributes.mimeCode ?? 'application/octet-stream',
      content: new Uint8Array(Buffer.from(text, 'base64')),
    }))
}
