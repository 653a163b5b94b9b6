import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { isRefusal } from '#core/refusal.ts'
import { readChoices } from '#invoices/read-choices.ts'
import { recordChoice } from '#invoices/record-choice.ts'
import { CHANNEL_TEXTS, type ChannelTexts } from '#words/channels.ts'
import { Field } from '../../parts/field.tsx'
import { FaultSummary, type Faults } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, url }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const choices = await readChoices(tx, partyIds, now)
    return {
      language,
      guard: formGuard(context),
      saved: url.searchParams.get('lagret'),
      agreements: choices.map(
        ({ publicId, agreementNumber, issuerName, possible, notPossible, alsoMail }) => {
          return { publicId, agreementNumber, issuerName, possible, notPossible, alsoMail }
        },
      ),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const publicId = fieldOf(form, 'avtale')
  const channels = form.getAll('valg').filter((value) => typeof value === 'string')
  const alsoMail = form.get('epost') === 'ja'
  return answerOnce(args.context, form, async (tx, { partyIds, now }) => {
    const recorded = await recordChoice(tx, { partyIds, publicId, channels, alsoMail, now })
    if (!isRefusal(recorded)) return { leadsTo: `/min-side/fakturaer/levering?lagret=${publicId}` }
    if (recorded.refused === 'unknown-agreement') throw notFound()
    return { fault: { publicId, channels, alsoMail, refused: recorded.refused } }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>
type Agreement = Shown['agreements'][number]

export default function Channels() {
  const shown = useLoaderData<typeof loader>()
  const texts = CHANNEL_TEXTS[shown.language]
  const answered = useActionData<typeof action>()
  const faulty = shown.agreements.find(({ publicId }) => publicId === answered?.publicId)
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/fakturaer">{texts.toInvoices}</RouterLink>
        </Link>
        <PageTitle language={shown.language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      <FaultSummary
        faults={faulty && answered && faultsOf(faulty, answered, texts)}
        language={shown.language}
      />
      {shown.agreements.length === 0 && <Paragraph>{texts.noAgreement}</Paragraph>}
      {shown.agreements.map((agreement) => (
        <OneAgreement key={agreement.publicId} shown={shown} agreement={agreement} />
      ))}
    </>
  )
}

type Sent = NonNullable<ReturnType<typeof useActionData<typeof action>>>

/** At the second of two that are the same, or at the first of all. */
function faultsOf({ publicId, possible }: Agreement, sent: Sent, texts: ChannelTexts): Faults {
  const { channels, refused } = sent
  const again = channels.findIndex((channel, i) => channels.indexOf(channel) < i)
  const channel = possible[refused === 'channel-chosen-twice' ? again : 0] ?? possible[0]
  return {
    [`valg-${publicId}-${channel}`]:
      refused === 'channel-chosen-twice' ? texts.chosenTwice : texts.notPossible,
  }
}

function OneAgreement({ shown, agreement }: { shown: Shown; agreement: Agreement }) {
  const { publicId, agreementNumber, issuerName, possible, notPossible } = agreement
  const texts = CHANNEL_TEXTS[shown.language]
  const heading = `heading-${publicId}`
  return (
    <section className="panel stack" aria-labelledby={heading}>
      <Heading level={2} data-size="sm" id={heading}>
        {texts.agreement(agreementNumber, issuerName)}
      </Heading>
      {shown.saved === publicId && (
        <Alert data-color="success">
          <Paragraph>{texts.saved}</Paragraph>
        </Alert>
      )}
      {possible.length === 0 ? (
        <Paragraph>{texts.none}</Paragraph>
      ) : (
        <OrderForm shown={shown} agreement={agreement} />
      )}
      {notPossible.length > 0 && (
        <ul className="plain-list">
          {notPossible.map((channel) => (
            <li key={channel} className="quiet">
              {texts.toHave[channel]}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function OrderForm({ shown, agreement }: { shown: Shown; agreement: Agreement }) {
  const { publicId, possible, alsoMail } = agreement
  const answered = useActionData<typeof action>()
  const sent = answered?.publicId === publicId ? answered : undefined
  const texts = CHANNEL_TEXTS[shown.language]
  const faults = sent ? faultsOf(agreement, sent, texts) : {}
  return (
    <form method="post" action="/min-side/fakturaer/levering" className="stack">
      <Guard guard={shown.guard} />
      <input type="hidden" name="avtale" value={publicId} />
      <fieldset className="filter">
        <legend className="ds-sr-only">{texts.order}</legend>
        {possible.map((channel, i) => (
          <Field
            key={channel}
            name="valg"
            id={`valg-${publicId}-${channel}`}
            label={texts.place(i + 1)}
            fault={faults[`valg-${publicId}-${channel}`]}
          >
            {(attributes) => (
              <select {...attributes} defaultValue={sent?.channels[i] ?? channel}>
                {possible.map((one) => (
                  <option key={one} value={one}>
                    {texts.names[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </fieldset>
      <label className="choice">
        <input
          className="ds-input"
          type="checkbox"
          name="epost"
          value="ja"
          defaultChecked={sent?.alsoMail ?? alsoMail}
        />{' '}
        {texts.alsoMail}
      </label>
      <div>
        <Button type="submit">{texts.save}</Button>
      </div>
    </form>
  )
}
