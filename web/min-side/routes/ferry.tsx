import { Alert, Button, Heading, Link, Paragraph, Tag } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import type { Language } from '#core/language.ts'
import { ore } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { askTopUp } from '#ferry/ask-top-up.ts'
import { ferryLimitsOn } from '#ferry/limits.ts'
import { isPaidByCard } from '#ferry/media.ts'
import { readVehiclesOf } from '#ferry/read-account.ts'
import { readAwaited } from '#ferry/read-awaited.ts'
import { readOwnPrepayments, readStandings } from '#ferry/read-standing.ts'
import { readAccountTerms } from '#ferry/read-terms.ts'
import { FERRY_ACCOUNT_REFUSALS, type FerryAccountRefusal } from '#words/ferry-accounts.ts'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { FERRY_PREPAYMENT_TEXTS } from '#words/ferry-prepayments.ts'
import { formatKroner } from '#words/format.ts'
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
    const today = osloDay(now)
    const limits = ferryLimitsOn(rules, today)
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
          isPaidByCard: isPaidByCard(rules, today),
        }
        return { ...ferryAccountInWords(of, language), guard: formGuard(context) }
      }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const [publicId, typed, sureOf] = [
    fieldOf(form, 'avtale'),
    fieldOf(form, 'belop'),
    fieldOf(form, 'stemmer'),
  ]
  const { topUps } = await readAccountTerms()
  return answerOnce(args.context, form, async (tx, { partyIds, now, visit: { language, deps } }) => {
    const asked = await askTopUp(
      tx,
      { partyIds, publicId, typed, sureOf },
      { now, newId: deps.newId, topUps },
    )
    if (!isRefusal(asked)) return { leadsTo: `/min-side/ferje/kvittering/${asked.orderId}` }
    if (asked.refused === 'unknown-ferry-account') throw notFound()
    return { fault: { publicId, typed, ...faultOf(asked, publicId, language) } }
  })
}

/** Where it leads to, and how it is said. */
function faultOf(
  { refused, detail }: Refusal<FerryAccountRefusal>,
  publicId: string,
  language: Language,
): { readonly field: string; readonly text: string; readonly confirms?: string } {
  const text = FERRY_ACCOUNT_REFUSALS[language][refused]
  const texts = FERRY_PREPAYMENT_TEXTS[language]
  const amount = formatKroner(ore(Number(detail ?? 0)), language)
  if (refused === 'unusual-top-up') return { field: 'stemmer', text, confirms: texts.amountIsRight(amount) }
  if (refused === 'top-up-too-large')
    return { field: `belop-${publicId}`, text: `${text} ${texts.topUpAtMost(amount)}` }
  // Where there is no field for it, it leads to the account.
  return { field: WRONG_AMOUNTS.includes(refused) ? `belop-${publicId}` : `konto-${publicId}`, text }
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
  refused: { typed: string; text: string; confirms?: string | undefined } | undefined
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
