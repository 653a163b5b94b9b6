import { SaxesParser } from 'saxes'

/** What an SMP says of one participant and one kind of document. */
export type ServiceMetadata = {
  readonly participant: string
  readonly document: string
  readonly endpoints: readonly ServiceEndpoint[]
}

export type ServiceEndpoint = {
  readonly process: string
  readonly transport: string
  /** From when and until when, where it says; text that is no time is NaN, and never holds. */
  readonly from: number
  readonly until: number
}

/**
 * Undefined for what cannot be read. Three namespaces meet in these answers, so elements are known by their path of
 * names. The signature is not proven here: the answer chooses a channel and carries no money, and the access point
 * looks the receiver up itself before it sends.
 */
export function readServiceMetadata(text: string): ServiceMetadata | undefined {
  const parser = new SaxesParser({ xmlns: true })
  const path: string[] = []
  const endpoints: { -readonly [Field in keyof ServiceEndpoint]: ServiceEndpoint[Field] }[] = []
  const read = { root: '', participant: '', document: '', process: '' }
  const stop = () => {
    throw new Error('not an answer of an SMP')
  }
  parser.on('doctype', stop)
  parser.on('error', stop)
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (path.length === 0) read.root = `${uri}${local}`
    if (path.push(local) > DEPTH_MAX) stop()
    const scheme = String(attributes['scheme']?.value ?? '')
    const at = path.join('/')
    if (at === PARTICIPANT) read.participant = `${scheme}::`
    if (at === DOCUMENT) read.document = `${scheme}::`
    if (at === PROCESS) read.process = `${scheme}::`
    if (at === ENDPOINT) {
      const transport = String(attributes['transportProfile']?.value ?? '')
      endpoints.push({ process: read.process, transport, from: -Infinity, until: Infinity })
    }
  })
  parser.on('text', (said) => {
    const at = path.join('/')
    const endpoint = endpoints.at(-1)
    if (at === PARTICIPANT) read.participant += said.trim()
    if (at === DOCUMENT) read.document += said.trim()
    if (at === PROCESS) read.process += said.trim()
    if (at === `${ENDPOINT}/ServiceActivationDate` && endpoint) endpoint.from = Date.parse(said.trim())
    if (at === `${ENDPOINT}/ServiceExpirationDate` && endpoint) endpoint.until = Date.parse(said.trim())
  })
  parser.on('closetag', () => void path.pop())
  try {
    parser.write(text).close()
  } catch {
    return undefined
  }
  const { root, participant, document } = read
  return root === ROOT && participant !== '' && document !== ''
    ? { participant, document, endpoints }
    : undefined
}

const DEPTH_MAX = 64
const ROOT = 'http://busdox.org/serviceMetadata/publishing/1.0/SignedServiceMetadata'
const INFORMATION = 'SignedServiceMetadata/ServiceMetadata/ServiceInformation'
const PARTICIPANT = `${INFORMATION}/ParticipantIdentifier`
const DOCUMENT = `${INFORMATION}/DocumentIdentifier`
const PROCESS = `${INFORMATION}/ProcessList/Process/ProcessIdentifier`
const ENDPOINT = `${INFORMATION}/ProcessList/Process/ServiceEndpointList/Endpoint`
