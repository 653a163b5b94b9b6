import { Button, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { shownPlate } from '#core/plate.ts'
import { isRefusal } from '#core/refusal.ts'
import { mountTag } from '#tags/mount-tag.ts'
import { readWaitingTag, readWaitingTags } from '#tags/read-vehicles.ts'
import { countryNames } from '#words/countries.ts'
import { FLOW_TEXTS } from '#words/flow.ts'
import { MOVE_TAG_TEXTS } from '#words/move-tag.ts'
import { TAG_REFUSALS } from '#words/tags.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { Carried, Choices, FaultSummary, type Faults } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { NothingToChoose } from '../../parts/nothing-to-choose.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { PlateFields, RegisteredVehicle, type ShownFacts } from '../../parts/plate-fields.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { CHOICES_MAX, waitingIdOf } from '../pick-vehicle.ts'
import { askedVehicle, plateOf, shownFacts } from '../plate-step.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

/** Among very many one chooses on a page of its own, and comes here with the tag in the address, by our number. */
export async function loader({ context, url }: LoaderFunctionArgs) {
  const id = url.searchParams.get('brikke')
  return asCustomer(context, async (tx, { partyIds, visit: { language } }) => {
    const asked = waitingIdOf(id)
    const own = asked === undefined ? undefined : await readWaitingTag(tx, partyIds, asked)
    if (id !== null && !own) throw notFound()
    const all = { text: '', page: 1, size: CHOICES_MAX }
    const { tags, pageCount } = own ? { tags: [own], pageCount: 1 } : await readWaitingTags(tx, partyIds, all)
    if (pageCount > 1) throw redirect(`${PATH}/pa-vent`)
    return {
      language,
      guard: formGuard(context),
      steps: tags.length > 0,
      countries: countryNames(language),
      address: `${PATH}/sett-i${own ? `?brikke=${own.tagId}` : ''}`,
      choices: tags.map(({ tagNumber, issuerName, agreementNumber }) => ({
        value: tagNumber,
        label: tagNumber,
        about: `${issuerName}, ${agreementNumber}`,
      })),
    }
  })
}

type Page = {
  readonly step: 'tag' | 'check'
  readonly values: Readonly<Record<string, string>>
  readonly faults: Faults | undefined
  readonly facts?: ShownFacts
  readonly plate?: string
}

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language, deps, onlyLanguage } = visitOf(context)
  const values = {
    brikke: fieldOf(form, 'brikke'),
    land: fieldOf(form, 'land'),
    kjennemerke: fieldOf(form, 'kjennemerke').slice(0, 30),
  }
  const again = (faults: Faults | undefined): Page => ({ step: 'tag', values, faults })
  const isChecked = fieldOf(form, 'steg') === 'check'
  if (fieldOf(form, 'til') === 'tag' || (onlyLanguage && !isChecked)) return again(undefined)
  const plate = plateOf(form, language)
  const unchosen = values.brikke === '' ? { brikke: MOVE_TAG_TEXTS[language].mountWhich } : {}
  if ('faults' in plate) return again({ ...unchosen, ...plate.faults })
  if (values.brikke === '') return again(unchosen)
  const vehicle = await askedVehicle(context, plate)
  if (!isChecked || onlyLanguage) {
    const facts = await shownFacts(context, vehicle)
    return { step: 'check', values, faults: undefined, facts, plate: shownPlate(plate) } satisfies Page
  }
  return answerOnce(context, form, async (tx, { now }) => {
    const publicId = deps.newId()
    const done = await mountTag(tx, { publicId, tagNumber: values.brikke, vehicle, now })
    if (!isRefusal(done)) return { leadsTo: `${PATH}/kvittering/${publicId}` }
    const field = done.refused.startsWith('vehicle') ? 'kjennemerke' : 'brikke'
    return { fault: again({ [field]: TAG_REFUSALS[language][done.refused] }) }
  })
}

export default function MountTag() {
  const { language, guard, address, choices, countries } = useLoaderData<typeof loader>()
  const answered: Page | undefined = useActionData<typeof action>()
  const texts = MOVE_TAG_TEXTS[language]
  const page: Page = answered ?? { step: 'tag', values: {}, faults: undefined }
  const { brikke = choices[0]?.value ?? '', land = 'NO', kjennemerke = '' } = page.values
  return (
    <>
      <PageTitle language={language}>{texts.mountHeading}</PageTitle>
      <FaultSummary faults={page.faults} language={language} />
      {choices.length === 0 ? (
        <NothingToChoose says={texts.mountNone} back={{ to: PATH, text: VEHICLE_TEXTS[language].toList }} />
      ) : (
        <form method="post" action={address} id="steps" className="flow" key={page.step} noValidate>
          <Guard guard={guard} />
          <input type="hidden" name="steg" value={page.step} />
          {page.step === 'tag' ? (
            <>
              <Choices
                name="brikke"
                label={texts.mountWhich}
                choices={choices}
                value={brikke}
                fault={page.faults?.brikke}
              />
              <PlateFields
                language={language}
                faults={page.faults}
                values={{ land, kjennemerke }}
                countries={countries}
              />
              <div>
                <Button type="submit">{FLOW_TEXTS[language].next}</Button>
              </div>
            </>
          ) : (
            <>
              <Carried values={{ brikke, land, kjennemerke }} />
              {page.facts && (
                <RegisteredVehicle language={language} plate={page.plate ?? ''} facts={page.facts} />
              )}
              <Paragraph>{texts.mountConsequences(page.plate ?? '')}</Paragraph>
              <div className="flow-buttons">
                <Button type="submit">{texts.mount}</Button>
                <Button type="submit" name="til" value="tag" variant="secondary">
                  {FLOW_TEXTS[language].back}
                </Button>
              </div>
            </>
          )}
        </form>
      )}
    </>
  )
}
