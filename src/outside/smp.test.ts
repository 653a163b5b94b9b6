import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type OrganisationNumber, parseOrganisationNumber } from '#core/organisation-number.ts'
import { isRefusal } from '#core/refusal.ts'
import { documentIdentifier, type PeppolKind, processIdentifier } from '#formats/sbdh.ts'
import { type FindSmp, httpSmp, oneSmp, smlName } from './smp.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

const NOW = Date.parse('2019-12-10T07:00:00Z')
const BUYER = organisation('987654325')
type Said = Parameters<typeof metadata>[0]

async function anSmp(answer: (response: ServerResponse, path: string) => void) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '')
    asked.push(path)
    answer(response, path)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const find = oneSmp(`http://127.0.0.1:${(server.address() as AddressInfo).port}/smp`)
  return { asked, smp: httpSmp({ find, timeoutMs: 2_000, now: () => NOW }) }
}

const found = (receives: readonly PeppolKind[]) => [{ organisationNumber: BUYER, answer: 'found', receives }]
const NO_ANSWER = [{ organisationNumber: BUYER, answer: 'no-answer', receives: [] }]

describe('a name in the SML', () => {
  // Reckoned by another program: base32(sha256(…)) of Python's standard library.
  test.each([
    ['974760673', 'n7xqxd72mcn4tdkkox5hzpke3kwlv6txp5samlssxx7se6eoqndq'],
    ['991825827', '7i2243uolq5qzb6jxfvi6yei4iq7sfipkv55htzfnr6s54y6yufa'],
  ])('of %s is %s', (value, name) => {
    expect(smlName({ scheme: '0192', value })).toBe(name)
  })

  test('does not tell capitals from small letters', () => {
    expect(smlName({ scheme: '0088', value: '12AB' })).toBe(smlName({ scheme: '0088', value: '12ab' }))
  })
})

describe('an SMP is asked what an organisation receives', () => {
  test('one question for each kind of document', async () => {
    const { asked, smp } = await anSmp((response, path) => answerAs(response, path))
    expect(await smp.receives([BUYER])).toEqual(found(['invoice', 'credit-note', 'reminder']))
    expect(asked.toSorted()).toEqual(
      (['invoice', 'credit-note', 'reminder'] as const)
        .map(
          (kind) =>
            `/smp/iso6523-actorid-upis::0192:987654325/services/busdox-docid-qns::${documentIdentifier(kind)}`,
        )
        .toSorted(),
    )
  })

  test('and what it has no entry for is not received', async () => {
    const { smp } = await anSmp((response, path) =>
      path.includes('reminder') ? response.writeHead(404).end() : answerAs(response, path),
    )
    expect(await smp.receives([BUYER])).toEqual(found(['invoice', 'credit-note']))
    const nobody = await anSmp((response) => response.writeHead(404).end())
    expect(await nobody.smp.receives([BUYER])).toEqual(found([]))
  })

  test.each<[string, Said, boolean]>([
    ['from this instant on', { from: '2019-12-10T07:00:00Z' }, true],
    ['from later on', { from: '2019-12-10T07:00:01Z' }, false],
    ['until this instant', { until: '2019-12-10T07:00:00Z' }, false],
    ['until later', { until: '2019-12-10T07:00:01Z' }, true],
    ['until some day', { until: 'some day' }, false],
    ['by another transport', { transport: 'busdox-transport-start' }, false],
    ['by another process', { process: 'urn:other' }, false],
    ['at no address', { endpoints: false }, false],
  ])('and an entry %s is told apart', async (_, said, receives) => {
    const { smp } = await anSmp((response, path) => answerAs(response, path, said))
    expect(await smp.receives([BUYER])).toEqual(found(receives ? ['invoice', 'credit-note', 'reminder'] : []))
  })

  test.each<[string, (response: ServerResponse, path: string) => void]>([
    ['silence', () => {}],
    ['an error', (response) => response.writeHead(500).end()],
    ['a page', (response) => response.end('<html><body></body></html>')],
    ['broken XML', (response) => response.end('<SignedServiceMetadata')],
    [
      'a document with entities',
      (response, path) => response.end(`<!DOCTYPE a [<!ENTITY b "c">]>${metadata({ path })}`),
    ],
    ['nesting without end', (response) => response.end('<a>'.repeat(100_000))],
    [
      'somebody else’s entry',
      (response, path) => answerAs(response, path, { participant: '0192:974760673' }),
    ],
    ['an entry of another document', (response, path) => answerAs(response, path, { document: 'urn:other' })],
  ])('and %s is no answer', async (_, answer) => {
    const { smp } = await anSmp(answer)
    expect(await smp.receives([BUYER])).toEqual(NO_ANSWER)
  })

  test('one kind left unanswered leaves us not knowing', async () => {
    const { smp } = await anSmp((response, path) =>
      path.includes('reminder') ? response.writeHead(503).end() : answerAs(response, path),
    )
    expect(await smp.receives([BUYER])).toEqual(NO_ANSWER)
  })

  test('many are answered in their order, and when it is down the rest are spared', async () => {
    const numbers = ['974760673', '991825827', '987654325'].map(organisation)
    const { smp } = await anSmp((response, path) =>
      path.includes('991825827') ? response.writeHead(404).end() : answerAs(response, path),
    )
    expect((await smp.receives(numbers)).map(({ receives }) => receives.length)).toEqual([3, 0, 3])
    const down = await anSmp((response) => response.writeHead(503).end())
    const answers = await down.smp.receives(Array.from({ length: 200 }, () => BUYER))
    expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set(['no-answer']))
    expect(down.asked.length).toBeLessThan(100)
  })

  test('an organisation that is not in the network receives nothing, one we cannot find we do not know', async () => {
    const answered = (answer: Awaited<ReturnType<FindSmp>>) =>
      httpSmp({ find: async () => answer, timeoutMs: 2_000, now: () => NOW }).receives([BUYER])
    expect(await answered('unknown')).toEqual(found([]))
    expect(await answered('no-answer')).toEqual(NO_ANSWER)
  })
})

function answerAs(response: ServerResponse, path: string, said: Said = {}): void {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(metadata({ path, ...said }))
}

/** As the question asked for it, but for what is said otherwise. */
function metadata(said: {
  readonly path?: string
  readonly participant?: string
  readonly document?: string
  readonly process?: string
  readonly transport?: string
  readonly from?: string
  readonly until?: string
  readonly endpoints?: boolean
}): string {
  const asked = /0192:\d{9}/.exec(said.path ?? '')?.[0]
  const document = said.path?.split('busdox-docid-qns::')[1] ?? ''
  const process = processIdentifier(document.includes('reminder') ? 'reminder' : 'invoice')
  const endpoint = `<Endpoint transportProfile="${said.transport ?? 'peppol-transport-as4-v2_0'}">
${said.from === undefined ? '' : `<ServiceActivationDate>${said.from}</ServiceActivationDate>`}
${said.until === undefined ? '' : `<ServiceExpirationDate>${said.until}</ServiceExpirationDate>`}</Endpoint>`
  return `<p:SignedServiceMetadata xmlns:p="http://busdox.org/serviceMetadata/publishing/1.0/"
 xmlns="http://busdox.org/serviceMetadata/publishing/1.0/" xmlns:i="http://busdox.org/transport/identifiers/1.0/">
<ServiceMetadata><ServiceInformation>
<i:ParticipantIdentifier scheme="iso6523-actorid-upis">${said.participant ?? asked ?? ''}</i:ParticipantIdentifier>
<i:DocumentIdentifier scheme="busdox-docid-qns">${said.document ?? document}</i:DocumentIdentifier>
<ProcessList><Process><i:ProcessIdentifier scheme="cenbii-procid-ubl">${said.process ?? process}</i:ProcessIdentifier>
<ServiceEndpointList>${said.endpoints === false ? '' : endpoint}</ServiceEndpointList></Process></ProcessList>
</ServiceInformation></ServiceMetadata></p:SignedServiceMetadata>`
}

function organisation(digits: string): OrganisationNumber {
  const number = parseOrganisationNumber(digits)
  if (isRefusal(number)) throw new Error(digits)
  return number
}
