import { Button, Paragraph } from '@digdir/designsystemet-react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from 'react-router'
import { makeSupplementary } from '#agreements/make-agreement.ts'
import { readAgreement, readAgreements } from '#agreements/read-agreements.ts'
import { type Validity, validFrom } from '#agreements/validity.ts'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { readCompanies } from '#customers/read-companies.ts'
import { AGREEMENT_CHANGE_TEXTS } from '#words/agreement-changes.ts'
import { AGREEMENT_REFUSALS } from '#words/agreements.ts'
import { BALANCE_TEXTS } from '#words/balance.ts'
import { formatDay } from '#words/format.ts'
import { Choices, FaultSummary, type Faults } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { TermsTick } from '../../parts/terms-tick.tsx'
import { termsToday, validityToday } from '../add-vehicle.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context }: LoaderFunctionArgs) {
  const { language, deps } = visitOf(context)
  const issuers = (await readCompanies(deps.db)).filter(({ issuer }) => issuer)
  const terms = await termsToday(context)
  const validityOf = await validityToday(context)
  return asCustomer(context, async (tx, { partyIds, now }) => {
    const agreements = await readAgreements(tx, partyIds, now)
    const valid = agreements.filter(({ validTo }) => validTo === null || validTo > now)
    const main = valid.filter(({ kind }) => kind === 'main')
    const texts = BALANCE_TEXTS[language]
    return {
      language,
      guard: formGuard(context),
      terms: formatDay(terms.from, language),
      termsVersion: terms.version,
      main: main.map(({ publicId, issuerName, number }) => ({
        value: publicId,
        label: texts.agreement(issuerName, number),
      })),
      issuers: issuers.map(({ code, name }) => ({
        value: code,
        label: name,
        about: holds(validityOf(code), now, language),
      })),
    }
  })
}

/** From when it would be valid, made now. */
function holds(validity: Validity, now: number, language: Language): string {
  const texts = AGREEMENT_CHANGE_TEXTS[language]
  const from = validFrom(validity, now)
  return from <= now ? texts.holdsAtOnce : texts.holdsFrom(formatDay(osloDay(from), language))
}

type Answer = { readonly faults: Faults; readonly values: Readonly<Record<string, string>> }

export async function action(args: ActionFunctionArgs) {
  const { context } = args
  const form = await sentForm(args)
  const { language, deps } = visitOf(context)
  const texts = AGREEMENT_CHANGE_TEXTS[language]
  const { version: termsVersion } = await termsToday(context)
  const validityOf = await validityToday(context)
  const values = { hovedavtale: fieldOf(form, 'hovedavtale'), selskap: fieldOf(form, 'selskap') }
  const wrong = (faults: Faults): { fault: Answer } => ({ fault: { faults, values } })
  return answerOnce<Answer>(context, form, async (tx, { partyIds, now }) => {
    const main = await readAgreement(tx, partyIds, values.hovedavtale)
    if (!main) throw notFound()
    const faults = {
      ...(values.selskap === '' ? { selskap: texts.choose } : {}),
      ...(fieldOf(form, 'vilkar') === termsVersion ? {} : { vilkar: texts.mustAccept }),
    }
    if (Object.keys(faults).length > 0) return wrong(faults)
    const publicId = deps.newId()
    const { id: mainAgreementId, partyId } = main
    const made = await makeSupplementary(tx, {
      publicId,
      partyId,
      mainAgreementId,
      issuer: values.selskap,
      termsVersion,
      validFrom: validFrom(validityOf(values.selskap), now),
    })
    if (!isRefusal(made)) return { leadsTo: `/min-side/avtaler/${publicId}/kvittering` }
    return wrong({ selskap: AGREEMENT_REFUSALS[language][made.refused] })
  })
}

export default function Supplementary() {
  const { language, guard, main, issuers, terms, termsVersion } = useLoaderData<typeof loader>()
  const answered: Answer | undefined = useActionData<typeof action>()
  const texts = AGREEMENT_CHANGE_TEXTS[language]
  const { faults, values } = answered ?? { faults: undefined, values: {} as Answer['values'] }
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.supplementary}</PageTitle>
        <Paragraph>{texts.what}</Paragraph>
        <Paragraph>{texts.needed}</Paragraph>
      </div>
      <FaultSummary faults={faults} language={language} />
      {main.length === 0 ? (
        <Paragraph className="panel">{texts.needsMain}</Paragraph>
      ) : (
        <form method="post" action="/min-side/avtaler/tilleggsavtale" className="flow" noValidate>
          <Guard guard={guard} />
          {main.length === 1 ? (
            <input type="hidden" name="hovedavtale" value={main[0]?.value} />
          ) : (
            <Choices
              name="hovedavtale"
              label={texts.main}
              choices={main}
              value={values.hovedavtale || main[0]?.value}
              fault={undefined}
            />
          )}
          <Choices
            name="selskap"
            label={texts.with}
            choices={issuers}
            value={values.selskap}
            fault={faults?.selskap}
          />
          <TermsTick
            version={termsVersion}
            label={texts.accept(terms)}
            read={texts.readTerms}
            fault={faults?.vilkar}
          />
          <div>
            <Button type="submit">{texts.make}</Button>
          </div>
        </form>
      )}
    </>
  )
}
