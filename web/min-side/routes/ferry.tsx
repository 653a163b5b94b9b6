import { Alert, Button, Heading, Link, Paragraph, Tag } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import { askTopUp } from '#ferry/ask-top-up.ts'
import { ferryLimitsOn } from '#ferry/limits.ts'
import { readVehiclesOf } from '#ferry/read-account.ts'
import { readAwaited } from '#ferry/read-awaited.ts'
import { readOwnPrepayments, readStandings } from '#ferry/read-standing.ts'
import { FERRY_ACCOUNT_REFUSALS, type FerryAccountRefusal } from '#words/ferry-accounts.ts'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { FieldFault } from '../../parts/fault-summary.tsx'
import { FerryAwaited } from '../../parts/ferry-awaited.tsx'
import { FerryMeter } from '../../parts/ferry-meter.tsx'
import { AskedAhead, FerryLinks, FerryVehicles, NoFerry, TopUpForm } from '../../parts/ferry-overview.tsx'
import { FaultSummary } from '../../parts/flow.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { ferryAccountInWords } from '../../parts/show-ferry.ts'
import { answerOnce, fieldOf, formGuard, sentForm } from '../forms.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context }: LoaderFunctionArgs) {
  const rules = await visitOf(context).kept.ferries()
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const accounts = await readStandings(tx, partyIds)
    const ids = accounts.map(({ agreementId }) => agreementId)
    const prepayments = await readOwnPrepayments(tx, ids)
    const awaited = await readAwaited(tx, ids)
    const vehicles = await readVehiclesOf(tx, ids, now)
    const limits = ferryLimitsOn(rules, osloDay(now))
    return {
      language,
      accounts: accounts.map((account) => {
        const { agreementId } = account
        const of = {
          account,
          awaited: awaited.find((one) => one.agreementId === agreementId),
          prepayments: prepayments.filter((one) => one.agreementId === agreementId),
          vehicles: vehicles.filter((one) => one.agreementId === agreementId),
          limits,
        }
        return { ...ferryAccountInWords(of, language), guard: formGuard(context) }
      }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const [publicId, typed] = [fieldOf(form, 'avtale'), fieldOf(form, 'belop')]
  return answerOnce(args.context, form, async (tx, { partyIds, now, visit: { language, deps } }) => {
    const asked = await askTopUp(tx, { partyIds, publicId, typed }, { now, newId: deps.newId })
    if (!isRefusal(asked)) return { leadsTo: `/min-side/ferje/kvittering/${asked.orderId}` }
    if (asked.refused === 'unknown-ferry-account') throw notFound()
    const text = FERRY_ACCOUNT_REFUSALS[language][asked.refused]
    // Where there is no field for it, it leads to the account.
    const field = WRONG_AMOUNTS.includes(asked.refused) ? `belop-${publicId}` : `konto-${publicId}`
    return { fault: { publicId, typed, field, text } }
  })
}

const WRONG_AMOUNTS: readonly FerryAccountRefusal[] = ['not-an-amount', 'nothing-to-top-up']

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Ferry() {
  const { language, accounts } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const texts = FERRY_OVERVIEW_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.heading}</PageTitle>
      {refused && <FaultSummary language={language} faults={{ [refused.field]: refused.text }} />}
      {accounts.length === 0 && <NoFerry language={language} />}
      {accounts.map((account) => (
        <Account
          key={account.publicId}
          shown={{ language, account }}
          refused={refused?.publicId === account.publicId ? refused : undefined}
        />
      ))}
      <FerryLinks language={language} />
    </>
  )
}

function Account(props: {
  shown: { language: Shown['language']; account: Shown['accounts'][number] }
  refused: { typed: string; text: string } | undefined
}) {
  const { language, account } = props.shown
  const texts = FERRY_OVERVIEW_TEXTS[language]
  const { publicId, name, kind, state, stateName, why, left, meter, ahead } = account
  const isTopped = state !== 'ended' && state !== 'waiting'
  return (
    <div className="stack-wide">
      <section
        className="panel stack"
        aria-labelledby={`account-${publicId}`}
        id={`konto-${publicId}`}
        tabIndex={-1}
      >
        <div className="invoice-top">
          <div>
            <Heading level={2} data-size="xs" id={`account-${publicId}`}>
              {name}
            </Heading>
            <Paragraph className="quiet">{kind}</Paragraph>
          </div>
          <Tag data-color={STATE_COLORS[state]}>{stateName}</Tag>
        </div>
        <FieldFault id={`konto-${publicId}-fault`} text={isTopped ? undefined : props.refused?.text} />
        <Paragraph className="amount-large ferry-left">{left}</Paragraph>
        {meter && <FerryMeter {...meter} />}
        {why.length > 0 && (
          <Alert data-color={state === 'waiting' || state === 'ended' ? 'info' : 'warning'}>
            {why.map((text) => (
              <Paragraph key={text}>{text}</Paragraph>
            ))}
          </Alert>
        )}
        {ahead.length > 0 && (
          <ul className="plain-list">
            {ahead.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
        <div className="months">
          <Button asChild variant="secondary">
            <RouterLink to="/min-side/ferje/turer">{texts.trips}</RouterLink>
          </Button>
        </div>
      </section>
      <FerryAwaited language={language} account={account} />
      <AskedAhead language={language} account={account} />
      {isTopped && <TopUpForm language={language} account={account} refused={props.refused} />}
      <FerryVehicles language={language} account={account} />
      {state !== 'ended' && (
        <div>
          <Link asChild>
            <RouterLink to="/min-side/ferje/avslutt">{texts.end}</RouterLink>
          </Link>
        </div>
      )}
    </div>
  )
}

const STATE_COLORS = {
  waiting: 'info',
  active: 'success',
  lapsed: 'warning',
  blocked: 'danger',
  ended: 'neutral',
} as const
