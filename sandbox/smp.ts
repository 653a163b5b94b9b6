import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import { downSwitch } from './down-switch.ts'
import { DOCUMENTS, type Elma, KINDS, type Kind, kindOf, type Recipient } from './elma.ts'
import { page } from './layout.ts'
import { escaped } from './xml.ts'

/** Norway's SMP: who receives which documents, and at which access point. Mounted at /smp. */
export function smpRoutes(
  elma: Elma,
  { url, accessPointUrl }: { url: string; accessPointUrl: string },
): Hono {
  const app = new Hono()
  const isDown = downSwitch(app)
  app.get('/', (c) => c.html(elmaPage(elma)))
  app.post('/organisations', async (c) => {
    const isJson = c.req.header('content-type')?.startsWith('application/json')
    const asked = (
      isJson ? await c.req.json().catch(() => ({})) : await c.req.parseBody({ all: true })
    ) as Readonly<Record<string, unknown>>
    const { organisationNumber } = asked
    const wanted = [asked.receives].flat()
    if (typeof organisationNumber !== 'string' || !/^\d{9}$/.test(organisationNumber))
      return c.json({ error: 'organisationNumber has nine digits' }, 400)
    const receives = KINDS.filter((kind) => wanted.includes(kind))
    elma.set(organisationNumber, receives)
    return isJson ? c.json({ organisationNumber, receives }) : c.redirect('/smp', 303)
  })
  app.get('/:participant', (c) => {
    if (isDown()) return c.text('down', 503)
    const found = recipientOf(elma, c)
    return found ? xml(c, serviceGroup(found, url)) : c.notFound()
  })
  app.get('/:participant/services/:document', (c) => {
    if (isDown()) return c.text('down', 503)
    const found = recipientOf(elma, c)
    const kind = kindOf(c.req.param('document').replace(/^busdox-docid-qns::/, ''))
    if (!found || !kind || !found.receives.includes(kind)) return c.notFound()
    return xml(c, serviceMetadata(found, kind, accessPointUrl))
  })
  return app
}

const SCHEME = 'iso6523-actorid-upis'

function recipientOf(elma: Elma, c: Context): Recipient | undefined {
  const [, number] = /^iso6523-actorid-upis::0192:(\d{9})$/.exec(c.req.param('participant') ?? '') ?? []
  const found = number === undefined ? undefined : elma.find(number)
  return found && found.receives.length > 0 ? found : undefined
}

function xml(c: Context, text: string) {
  return c.body(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`, 200, {
    'content-type': 'application/xml; charset=utf-8',
  })
}

const NAMESPACES =
  'xmlns="http://busdox.org/serviceMetadata/publishing/1.0/" xmlns:ids="http://busdox.org/transport/identifiers/1.0/"'

function serviceGroup({ organisationNumber, receives }: Recipient, url: string): string {
  const participant = `${SCHEME}::0192:${organisationNumber}`
  const references = receives.map(
    (kind) =>
      `<ServiceMetadataReference href="${escaped(
        `${url}/${encodeURIComponent(participant)}/services/${encodeURIComponent(`busdox-docid-qns::${DOCUMENTS[kind].document}`)}`,
      )}"/>`,
  )
  return `<ServiceGroup ${NAMESPACES}>
<ids:ParticipantIdentifier scheme="${SCHEME}">0192:${organisationNumber}</ids:ParticipantIdentifier>
<ServiceMetadataReferenceCollection>${references.join('')}</ServiceMetadataReferenceCollection>
</ServiceGroup>`
}

function serviceMetadata({ organisationNumber }: Recipient, kind: Kind, accessPointUrl: string): string {
  const { document, process } = DOCUMENTS[kind]
  return `<SignedServiceMetadata ${NAMESPACES} xmlns:wsa="http://www.w3.org/2005/08/addressing">
<ServiceMetadata><ServiceInformation>
<ids:ParticipantIdentifier scheme="${SCHEME}">0192:${organisationNumber}</ids:ParticipantIdentifier>
<ids:DocumentIdentifier scheme="busdox-docid-qns">${escaped(document)}</ids:DocumentIdentifier>
<ProcessList><Process>
<ids:ProcessIdentifier scheme="cenbii-procid-ubl">${escaped(process)}</ids:ProcessIdentifier>
<ServiceEndpointList><Endpoint transportProfile="peppol-transport-as4-v2_0">
<wsa:EndpointReference><wsa:Address>${escaped(accessPointUrl)}</wsa:Address></wsa:EndpointReference>
<RequireBusinessLevelSignature>false</RequireBusinessLevelSignature>
<Certificate>U0FOREJPWA==</Certificate>
<ServiceDescription>Sandbox</ServiceDescription>
<TechnicalContactUrl>${escaped(accessPointUrl)}</TechnicalContactUrl>
</Endpoint></ServiceEndpointList>
</Process></ProcessList>
</ServiceInformation></ServiceMetadata>
</SignedServiceMetadata>`
}

const NAMES: Readonly<Record<Kind, string>> = {
  invoice: 'Faktura',
  'credit-note': 'Kreditnota',
  reminder: 'Purring',
}

function elmaPage(elma: Elma) {
  return page(
    'ELMA',
    html`
<p>Hvem som tar imot elektroniske dokumenter, og hvilke.</p>
<form method="post" action="/smp/organisations" class="card">
<label for="number">Organisasjonsnummer</label>
<input id="number" name="organisationNumber" inputmode="numeric" pattern="[0-9]{9}" required>
<label for="receives">Tar imot</label>
<select id="receives" name="receives" multiple>${KINDS.map((kind) => html`<option value="${kind}">${NAMES[kind]}</option>`)}</select>
<p><button>Registrer</button></p>
</form>
<div class="table"><table>
<thead><tr><th>Organisasjon</th><th>Nummer</th><th>Tar imot</th></tr></thead>
<tbody>${elma.all().map(
      ({ name, organisationNumber, receives }) => html`<tr><td>${name}</td><td>${organisationNumber}</td>
<td>${receives.length === 0 ? 'ingenting' : receives.map((kind) => NAMES[kind]).join(', ')}</td></tr>`,
    )}</tbody>
</table></div>`,
  )
}
