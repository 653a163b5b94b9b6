import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type Provider from 'oidc-provider'
import { page } from './layout.ts'
import { isAtLeast, METHODS, type Person, personOf, tooLow } from './persons.ts'

type Env = { Bindings: HttpBindings }

/** The page where one chooses whom to be. Mounted at /id-porten/interaction; works without scripts. */
export function logInRoutes(provider: Provider, persons: readonly Person[]): Hono<Env> {
  const app = new Hono<Env>()
  app.get('/:uid', async (c) => {
    const details = await detailsOf(provider, c)
    if (!details) return c.html(tooLatePage(), 400)
    return c.html(logInPage(persons, details.params.acr_values))
  })
  app.post('/:uid', async (c) => {
    const details = await detailsOf(provider, c)
    if (!details) return c.html(tooLatePage(), 400)
    const form = await c.req.parseBody()
    const result = resultOf(form, persons, details.params.acr_values)
    if (!result) return c.html(logInPage(persons, details.params.acr_values, 'Skriv elleve sifre.'), 400)
    return c.redirect(await provider.interactionResult(c.env.incoming, c.env.outgoing, result), 303)
  })
  return app
}

async function detailsOf(provider: Provider, c: Context<Env>) {
  return provider.interactionDetails(c.env.incoming, c.env.outgoing).catch(() => undefined)
}

type Form = Readonly<Record<string, unknown>>

function resultOf(form: Form, persons: readonly Person[], asked: string | undefined) {
  if (form.cancel !== undefined) return { error: 'access_denied', error_description: 'Brukeren avbrøt' }
  const low = typeof form.low === 'string'
  const handle = [form.low, form.pid, form.other].find((value) => typeof value === 'string' && value !== '')
  const person = typeof handle === 'string' ? personOf(persons, handle.replaceAll(/\s/g, '')) : undefined
  if (!person) return undefined
  const { amr, acr } = proofOf(person, form.method)
  return {
    login: {
      accountId: person.handle,
      amr: low ? ['Minid-OTC'] : amr,
      acr: low ? tooLow(asked) : acr,
    },
  }
}

/** Somebody from abroad has only their own country's proof. */
function proofOf(person: Person, method: unknown): { amr: readonly string[]; acr: string } {
  if (person.pid === null || typeof method !== 'string' || !Object.hasOwn(METHODS, method)) return person
  return { amr: [method], acr: METHODS[method as keyof typeof METHODS] }
}

const METHOD_NAMES: Readonly<Record<string, string>> = { 'Minid-OTC': 'MinID', 'Buypass ID': 'Buypass' }

function logInPage(persons: readonly Person[], asked: string | undefined, problem?: string) {
  const [first] = persons
  const methods = Object.entries(METHODS).filter(([, acr]) => isAtLeast(acr, asked))
  return page(
    'Logg inn med ID-porten (prøve)',
    html`
${problem === undefined ? '' : html`<p role="alert">${problem}</p>`}
<form method="post">
<fieldset><legend>Slik logger du inn</legend>
<label class="choice"><input type="radio" name="method" value="" checked> Det personen pleier å bruke</label>
${methods.map(
  ([method]) =>
    html`<label class="choice"><input type="radio" name="method" value="${method}"> ${METHOD_NAMES[method] ?? method}</label>`,
)}
</fieldset>
<h2>Hvem vil du være?</h2>
<ul class="people">${persons.map(
      ({ handle, name, about }) =>
        html`<li><p><button name="pid" value="${handle}">${name}${about === '' ? '' : html` <small>${about}</small>`}</button></p></li>`,
    )}</ul>
<h2>Når noe går galt</h2>
<p>${first ? html`<button class="quiet" name="low" value="${first.handle}">Logg inn på for lavt nivå</button> ` : ''}
<button class="quiet" name="cancel" value="yes">Avbryt</button></p>
</form>
<form method="post" class="card"><label for="other">Noen andre (fødselsnummer, 11 siffer)</label>
<input id="other" name="other" inputmode="numeric" autocomplete="off" required>
<p><button>Logg inn</button></p></form>`,
  )
}

function tooLatePage() {
  return page('Innloggingen er over', html`<p>Gå tilbake til Min side og begynn på nytt.</p>`)
}
