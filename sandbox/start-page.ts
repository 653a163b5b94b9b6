import { html } from 'hono/html'
import { page } from './layout.ts'
import type { Person } from './persons.ts'

export function startPage({ minSideUrl, persons }: { minSideUrl: string; persons: readonly Person[] }) {
  return page(
    'Verden rundt Min side',
    html`
<p>Her er alt som Min side snakker med: innlogging, meldinger til folk, banken, betaling, elektroniske fakturaer, kjøretøyregisteret og veien.</p>
<ul>
<li><a href="${minSideUrl}">Min side</a></li>
<li><a href="/innboks">Innboks</a>: e-post, SMS og brev som er sendt</li>
<li><a href="/bank">Banken</a>: betal en faktura, og lever OCR-filen</li>
<li><a href="/vipps">Vipps</a>: betalinger som er startet, og beskjedene om dem</li>
<li><a href="/efaktura">eFaktura</a>: fakturaer på vei til nettbanken</li>
<li><a href="/access-point">EHF</a>: elektroniske dokumenter til organisasjoner, og <a href="/smp">hvem som tar imot dem</a></li>
<li><a href="/traffic">Trafikk</a>: kjør gjennom en bomstasjon</li>
</ul>
<h2>Testpersoner</h2>
<div class="table"><table>
<thead><tr><th>Navn</th><th>Fødselsnummer</th><th>Om</th></tr></thead>
<tbody>${persons.map(
      ({ name, pid, about }) => html`<tr><td>${name}</td><td>${pid ?? 'uten'}</td><td>${about}</td></tr>`,
    )}</tbody>
</table></div>
<h2>For maskiner</h2>
<ul>
<li><a href="/id-porten/.well-known/openid-configuration">ID-portens oppsett</a></li>
<li><a href="/people.json">Testpersonene</a> og <a href="/portfolio.ndjson">kundeporteføljen</a></li>
<li><a href="/innboks.json">Innboksen</a> og <a href="/bank/files">bankens filer</a></li>
</ul>`,
  )
}
