import { askForVehicle, mayAskForVehicle } from '#cases/ask-for-vehicle.ts'
import type { Reachable } from '#cases/case.ts'
import { readReachable } from '#cases/read-about.ts'
import type { Tx } from '#db/connection.ts'
import { WANTED_VEHICLE_TEXTS } from '#words/wanted-vehicle.ts'
import type { FlowPage } from './add-vehicle.ts'
import { answerOnce, fieldOf } from './forms.ts'
import { plateOf } from './plate-step.ts'
import { senderOf } from './strangers-form.ts'
import { asCustomer, type Context, type Customer, visitOf } from './visit.ts'

/** Of a vehicle under somebody else's agreement: what one may do. All of it is said by the server, and is in no bundle. */
export type Elsewhere = {
  readonly heading: string
  readonly says: readonly string[]
  /** One for each company the case may go to. */
  readonly sends: readonly { readonly value: string; readonly label: string }[]
  /** Where there is none. */
  readonly contact: string
}

export async function elsewhere(context: Context): Promise<Elsewhere> {
  const { language } = visitOf(context)
  const texts = WANTED_VEHICLE_TEXTS[language]
  const companies = await asCustomer(context, companiesOf)
  return {
    heading: texts.heading,
    says: [texts.pays, texts.ask, texts.write(companies.length > 0), texts.after],
    sends: companies.map(({ code, name }) => ({ value: `${SEND}${code}`, label: texts.send(name) })),
    contact: texts.contact,
  }
}

const SEND = 'sak-'

/** Whether the form was sent by one of the buttons above. */
export function isCaseAsked(form: FormData): boolean {
  return fieldOf(form, 'til').startsWith(SEND)
}

/** Sends the case, and leads to it. A vehicle that is nobody else's any more stays at the step it has come to: `page`. */
export async function sendCase(context: Context, form: FormData, page: FlowPage) {
  const visit = visitOf(context)
  const { language, session } = visit
  const plate = plateOf(form, language)
  if (!page.elsewhere || !session || 'faults' in plate) return page
  const mayAsk = await mayAskForVehicle(visit.deps.db, senderOf(visit), session.userId)
  return answerOnce<FlowPage>(context, form, async (tx, customer) => {
    const { tooOften } = WANTED_VEHICLE_TEXTS[language]
    if (!mayAsk) return { fault: { ...page, faults: { kjennemerke: tooOften } } }
    const code = fieldOf(form, 'til').slice(SEND.length)
    const to = (await companiesOf(tx, customer)).find((company) => company.code === code)
    if (!to) return { fault: page }
    const { deps } = customer.visit
    const { publicId } = await askForVehicle(tx, {
      to,
      plate,
      language,
      publicId: deps.newId(),
      now: customer.now,
    })
    return { leadsTo: `/min-side/kundeservice/saker/${publicId}?sendt=sak` }
  })
}

/** Terms 6.1: about a tag to the company of the main agreement; who has none writes to whom they have to do with. */
async function companiesOf(tx: Tx, { partyIds, now }: Customer): Promise<readonly Reachable[]> {
  const reachable = await readReachable(tx, partyIds, now)
  const main = reachable.filter(({ isMain }) => isMain)
  return main.length > 0 ? main : reachable
}
