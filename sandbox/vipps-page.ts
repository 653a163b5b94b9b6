import { html } from 'hono/html'
import { page } from './layout.ts'
import type { VippsPayment } from './vipps.ts'
import type { Delivery } from './vipps-webhooks.ts'

/** What the test person sees instead of the app. */
export function payPage(payment: VippsPayment) {
  const open = payment.state === 'CREATED'
  return page(
    'Betal med Vipps',
    html`
<div class="card">
<p>${payment.description}</p>
<p><strong>${kroner(payment.amount)} kr</strong> til salgsenhet ${payment.merchant}</p>
${
  open
    ? html`<form method="post"><p class="buttons"><button name="how" value="approve">Godkjenn</button>
<button name="how" value="abort" class="quiet">Avbryt</button>
<button name="how" value="expire" class="quiet">La fristen løpe ut</button></p></form>`
    : html`<p role="alert">Betalingen er ${STATES[payment.state]}. <a href="${payment.returnUrl}">Tilbake</a></p>`
}
</div>`,
  )
}

export function vippsPage(of: {
  readonly payments: readonly VippsPayment[]
  readonly deliveries: readonly Delivery[]
}) {
  return page(
    'Vipps',
    html`
<p>Betalingene som er startet her, og beskjedene om dem. Beskjeder kan komme flere ganger, og i feil rekkefølge.</p>
<div class="table"><table>
<thead><tr><th>Referanse</th><th>Tilstand</th><th class="number">Kroner</th><th class="number">Belastet</th><th class="number">Refundert</th></tr></thead>
<tbody>${of.payments.slice(0, SHOWN_MAX).map(
      (
        payment,
      ) => html`<tr><td><a href="/vipps/pay/${payment.token}">${payment.reference}</a></td><td>${STATES[payment.state]}</td>
<td class="number">${kroner(payment.amount)}</td><td class="number">${kroner(payment.captured)}</td><td class="number">${kroner(payment.refunded)}</td></tr>`,
    )}</tbody>
</table></div>
<h2>Beskjeder</h2>
<form method="post" action="/vipps/webhooks/send" class="card">
<p class="buttons"><button name="how" value="waiting">Send det som ikke er tatt imot</button>
<button name="how" value="again" class="quiet">Send alt på nytt</button>
<button name="how" value="reversed" class="quiet">Send alt, det siste først</button>
<button name="how" value="twice" class="quiet">Send alt to ganger</button></p>
</form>
<div class="table"><table>
<thead><tr><th>Hendelse</th><th>Referanse</th><th>Til</th><th>Svar</th></tr></thead>
<tbody>${of.deliveries.slice(0, SHOWN_MAX).map(
      ({ event, url, status }) => html`<tr><td>${event.name}</td><td>${event.reference}</td><td>${url}</td>
<td>${status === undefined ? 'venter' : status === 0 ? 'ikke noe svar' : status}</td></tr>`,
    )}</tbody>
</table></div>`,
  )
}

const SHOWN_MAX = 200

const STATES = {
  CREATED: 'ikke godkjent ennå',
  ABORTED: 'avbrutt',
  EXPIRED: 'utløpt',
  AUTHORIZED: 'godkjent',
  TERMINATED: 'avsluttet av selgeren',
} as const

function kroner(ore: number): string {
  return (ore / 100).toLocaleString('nb-NO', { minimumFractionDigits: 2 })
}
