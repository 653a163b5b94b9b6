import { Button, Heading, Paragraph } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import type { Language } from '#core/language.ts'
import { FIND_AGREEMENT_TEXTS, type FindFault } from '#words/find-agreement.ts'
import { FaultSummary } from './fault-summary.tsx'
import { TextField } from './field.tsx'
import { Guard } from './guard.tsx'
import { PageTitle } from './page-title.tsx'

type FormGuard = { readonly csrfToken: string; readonly formKey: string }

/** What was sent, and the one thing wrong with it. Without a fault: a code is on its way to the address. */
export type FindSent = {
  readonly field: string | undefined
  readonly fault: FindFault | undefined
  readonly email: string
  readonly number: string
}

type Props = { language: Language; guard: FormGuard; email: string; sent: FindSent | undefined }

export function FindForms({ language, guard, email, sent }: Props) {
  const texts = FIND_AGREEMENT_TEXTS[language]
  const at = (field: string) => (sent?.field === field && sent.fault ? texts.faults[sent.fault] : undefined)
  const codeIsAwaited = sent !== undefined && sent.email !== '' && (!sent.fault || sent.field === 'code')
  const form = { language, guard, sent }
  return (
    <>
      {sent?.field && sent.fault && (
        <FaultSummary
          heading={texts.faultsHeading}
          faults={[{ field: sent.field, text: texts.faults[sent.fault] }]}
        />
      )}
      <section className="panel stack" aria-labelledby="by-email">
        <Heading level={2} data-size="xs" id="by-email">
          {codeIsAwaited ? texts.codeHeading : texts.byEmail}
        </Heading>
        {codeIsAwaited ? (
          <FindForm {...form} way="code" submit={texts.showAgreements}>
            <input type="hidden" name="email" value={sent.email} />
            <div role="status">
              <Paragraph>{texts.codeSent(sent.email)}</Paragraph>
            </div>
            <TextField
              name="code"
              inputMode="numeric"
              autoComplete="one-time-code"
              label={texts.code}
              about={texts.codeAbout}
              fault={at('code')}
            />
          </FindForm>
        ) : (
          <FindForm {...form} way="email" submit={texts.sendCode}>
            <Paragraph>{texts.byEmailWhat}</Paragraph>
            <TextField
              name="email"
              type="email"
              autoComplete="email"
              label={texts.email}
              fault={at('email')}
              value={sent?.email || email}
            />
          </FindForm>
        )}
      </section>
      <section className="panel stack" aria-labelledby="by-number">
        <Heading level={2} data-size="xs" id="by-number">
          {texts.byNumber}
        </Heading>
        <FindForm {...form} way="number" submit={texts.sendLetter}>
          <Paragraph>{texts.byNumberWhat}</Paragraph>
          <TextField
            name="number"
            autoComplete="off"
            label={texts.number}
            about={texts.numberAbout}
            fault={at('number')}
            value={sent?.number ?? ''}
          />
          <TextField
            name="plate"
            autoComplete="off"
            label={texts.plate}
            about={texts.plateAbout}
            fault={at('plate')}
          />
        </FindForm>
      </section>
      <section className="panel stack" aria-labelledby="by-letter">
        <Heading level={2} data-size="xs" id="by-letter">
          {texts.haveLetter}
        </Heading>
        <FindForm {...form} way="letter" submit={texts.linkByLetter}>
          <TextField
            name="letter-code"
            inputMode="numeric"
            autoComplete="off"
            label={texts.letterCode}
            about={texts.haveLetterWhat}
            fault={at('letter-code')}
          />
        </FindForm>
      </section>
    </>
  )
}

function FindForm(props: { guard: FormGuard; way: string; submit: string; children: ReactNode }) {
  const { guard, way, submit, children } = props
  return (
    <form method="post" action="/finn-avtale" className="stack form" noValidate>
      <Guard guard={guard} />
      <input type="hidden" name="way" value={way} />
      {children}
      <div>
        <Button type="submit">{submit}</Button>
      </div>
    </form>
  )
}

/** Nothing is linked unasked: what the code reaches is offered, and the customer says which. */
export function Offers(props: {
  language: Language
  guard: FormGuard
  offers: readonly { agreementId: number; agreementNumber: string; issuerName: string }[]
  proof: string
}) {
  const { language, guard, offers, proof } = props
  const texts = FIND_AGREEMENT_TEXTS[language]
  if (offers.length === 0)
    return (
      <main id="innhold" className="page narrow stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.nothing}</Paragraph>
        <ul className="plain-list">
          {texts.reasons.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
        <div>
          <Button asChild variant="secondary">
            <a href="/finn-avtale">{texts.tryOther}</a>
          </Button>
        </div>
      </main>
    )
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.offerHeading}</PageTitle>
      <Paragraph>{texts.offerAbout}</Paragraph>
      <FindForm guard={guard} way="offer" submit={texts.linkChosen}>
        <input type="hidden" name="proof" value={proof} />
        <fieldset className="filter stack">
          <legend className="ds-sr-only">{texts.offerLegend}</legend>
          {offers.map(({ agreementId, agreementNumber, issuerName }) => (
            <label className="choice" key={agreementId}>
              <input className="ds-input" type="checkbox" name="agreement" value={agreementId} />{' '}
              {texts.agreement(agreementNumber, issuerName)}
            </label>
          ))}
        </fieldset>
      </FindForm>
    </main>
  )
}
