import { Heading, Link, Paragraph, Tag } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readAgreements, type ShownAgreement } from '#agreements/read-agreements.ts'
import { readBlocks } from '#agreements/read-blocks.ts'
import type { Language } from '#core/language.ts'
import { NO_MONEY } from '#core/money.ts'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { readOwnAccounts } from '#ferry/read-own-accounts.ts'
import { type AgreementBalance, readBalances } from '#payments/read-balance.ts'
import { BALANCE_TEXTS } from '#words/balance.ts'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { formatCount, formatDay, formatKroner } from '#words/format.ts'
import { Blocked } from '../../parts/blocked.tsx'
import { blocksInWords } from '../../parts/blocks-in-words.ts'
import { Facts } from '../../parts/flow.tsx'
import { LinkList } from '../../parts/link-list.tsx'
import { NoCustomer } from '../../parts/no-customer.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { asCustomer } from '../visit.ts'

export const access = 'customer'

export async function loader({ context }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const agreements = await readAgreements(tx, partyIds, now)
    const balances = await readBalances(
      tx,
      agreements.map(({ id }) => id),
      now,
    )
    const blocks = await readBlocks(tx, partyIds, now)
    const ferryAccounts = await readOwnAccounts(tx, partyIds)
    return {
      language,
      isCustomer: partyIds.length > 0,
      blocks: blocksInWords(blocks, { language, isOneOfSeveral: partyIds.length > 1 }),
      agreements: agreements.map((agreement) =>
        inWords(agreement, {
          language,
          now,
          balance: balances.get(agreement.id),
          blocked: blocks.some(({ agreementId }) => agreementId === agreement.id),
        }),
      ),
      ferryAccounts: ferryAccounts.map(({ publicId, number, state, balance }) => ({
        publicId,
        name: FERRY_OVERVIEW_TEXTS[language].account(number),
        isActive: state === 'active',
        state: FERRY_OVERVIEW_TEXTS[language].states[state],
        left: formatKroner(balance, language),
      })),
    }
  })
}

type With = { language: Language; now: number; balance: AgreementBalance | undefined; blocked: boolean }

function inWords(agreement: ShownAgreement, { language, now, balance, blocked }: With) {
  const texts = BALANCE_TEXTS[language]
  const { publicId, issuerName, number, kind, validFrom, validTo } = agreement
  const kroner = (amount: AgreementBalance['owed'] = NO_MONEY) => formatKroner(amount, language)
  const ended = validTo !== null && validTo <= now
  const day = (at: number) => formatDay(osloDay(at), language)
  const running = validFrom > now ? texts.beginsOn(day(validFrom)) : texts.valid
  return {
    publicId,
    name: texts.agreement(issuerName, number),
    kind: texts.kinds[kind],
    ended,
    blocked,
    state: ended ? texts.endedOn(day(validTo)) : blocked ? texts.blocked : running,
    owed: kroner(balance?.owed),
    notInvoiced: kroner(balance?.notInvoiced),
    credit: balance && balance.credit > NO_MONEY ? kroner(balance.credit) : undefined,
    deposit: balance && balance.deposit > NO_MONEY ? texts.depositHeld(kroner(balance.deposit)) : undefined,
    vehicles: kind === 'main' ? vehiclesOf(balance, language) : undefined,
  }
}

function vehiclesOf(balance: AgreementBalance | undefined, language: Language): string {
  const texts = BALANCE_TEXTS[language]
  if (!balance || balance.vehicleCount === 0) return texts.noVehicles
  const shown = balance.vehicles.map(shownPlate).join(', ')
  const more = balance.vehicleCount - balance.vehicles.length
  return more > 0 ? `${shown} ${texts.andMore(formatCount(more, language))}` : shown
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Balance() {
  const { language, isCustomer, agreements, ferryAccounts, blocks } = useLoaderData<typeof loader>()
  const texts = BALANCE_TEXTS[language]
  const links = [
    { to: '/finn-avtale', text: texts.find },
    { to: '/bli-kunde', text: texts.become },
    { to: '/min-side/avtaler/tilleggsavtale', text: texts.supplementary },
    ...(ferryAccounts.length === 0
      ? [{ to: '/min-side/ferje', text: FERRY_OVERVIEW_TEXTS[language].become }]
      : []),
    { to: '/min-side/profil', text: texts.profile },
  ]
  return (
    <>
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      <Blocked blocks={blocks} />
      {agreements.length + ferryAccounts.length === 0 &&
        (isCustomer ? <Paragraph>{texts.none}</Paragraph> : <NoCustomer language={language} />)}
      {agreements.map((agreement) => (
        <OneAgreement key={agreement.publicId} language={language} agreement={agreement} />
      ))}
      {ferryAccounts.map((account) => (
        <FerryAccount key={account.publicId} language={language} account={account} />
      ))}
      <section className="stack" aria-labelledby="more">
        <Heading level={2} data-size="sm" id="more">
          {texts.more}
        </Heading>
        <LinkList links={links} />
      </section>
    </>
  )
}

function OneAgreement({
  language,
  agreement,
}: {
  language: Language
  agreement: Shown['agreements'][number]
}) {
  const texts = BALANCE_TEXTS[language]
  const { publicId, name, kind, ended, blocked, state, owed, notInvoiced, credit, deposit, vehicles } =
    agreement
  const id = `agreement-${publicId}`
  return (
    <section className="panel stack" aria-labelledby={id}>
      <Top id={id} name={name} kind={kind}>
        <Tag data-color={ended ? 'neutral' : blocked ? 'danger' : 'success'}>{state}</Tag>
      </Top>
      <Facts
        rows={[
          { name: texts.owed, value: <span className="amount">{owed}</span> },
          { name: texts.notInvoiced, value: <span className="amount">{notInvoiced}</span> },
          ...(credit ? [{ name: texts.credit, value: <span className="amount">{credit}</span> }] : []),
          ...(deposit ? [{ name: texts.deposit, value: deposit }] : []),
          ...(vehicles ? [{ name: texts.vehicles, value: vehicles }] : []),
        ]}
      />
      <div>
        <Link asChild>
          <RouterLink to={`/min-side/saldo/${publicId}`}>
            {texts.details}
            <span className="ds-sr-only">{` ${name}`}</span>
          </RouterLink>
        </Link>
      </div>
    </section>
  )
}

/** Paid ahead: what is left is what there is to know. */
function FerryAccount({
  language,
  account: { publicId, name, isActive, state, left },
}: {
  language: Language
  account: Shown['ferryAccounts'][number]
}) {
  const texts = BALANCE_TEXTS[language]
  const id = `ferry-${publicId}`
  return (
    <section className="panel stack" aria-labelledby={id}>
      <Top id={id} name={name} kind={texts.paidAhead}>
        <Tag data-color={isActive ? 'success' : 'neutral'}>{state}</Tag>
      </Top>
      <Facts rows={[{ name: texts.leftOnIt, value: <span className="amount">{left}</span> }]} />
      <div>
        <Link asChild>
          <RouterLink to="/min-side/ferje">{texts.toFerry}</RouterLink>
        </Link>
      </div>
    </section>
  )
}

function Top({ id, name, kind, children }: { id: string; name: string; kind: string; children: ReactNode }) {
  return (
    <div className="invoice-top">
      <div>
        <Heading level={2} data-size="xs" id={id}>
          {name}
        </Heading>
        <Paragraph className="quiet">{kind}</Paragraph>
      </div>
      {children}
    </div>
  )
}
