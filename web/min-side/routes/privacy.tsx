import { Heading, List, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, useLoaderData } from 'react-router'
import { readStaffAccess } from '#access/read-staff-access.ts'
import { RIGHTS_MAX_AGE_MS } from '#access/representation.ts'
import { SESSION_LIMITS, type Session } from '#access/session.ts'
import { osloDay } from '#core/oslo.ts'
import { PRIVACY_TEXTS, type PrivacySection } from '#words/privacy.ts'
import { Kept, Looked } from '../../parts/looked.tsx'
import { accessInWords, keptOn } from '../../parts/looked-in-words.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { asCustomer, visitOf } from '../visit.ts'

export const access = 'anyone'

export async function loader({ context }: LoaderFunctionArgs) {
  const { language, kept, session, deps } = visitOf(context)
  const { cookies } = PRIVACY_TEXTS[language]
  const { idleMs, absoluteMs } = SESSION_LIMITS
  const { retention } = await kept.figures()
  const looked =
    session && isCustomers(session, deps.machineNow())
      ? await asCustomer(context, (tx, { partyIds }) => readStaffAccess(tx, partyIds))
      : undefined
  return {
    language,
    cookies: cookies(idleMs / 60_000, absoluteMs / 3_600_000),
    looked: looked?.map((one) => accessInWords(one, language)),
    keptRows: keptOn(retention, osloDay(deps.now()), language),
  }
}

/** The page is anybody's, and so nobody has asked whether this session opens a customer's: as the others would. */
function isCustomers({ secured, acting }: Session, now: number): boolean {
  return secured && (acting.kind === 'self' || now - acting.askedAt < RIGHTS_MAX_AGE_MS)
}

export default function Privacy() {
  const { language, cookies, looked, keptRows } = useLoaderData<typeof loader>()
  const { heading, introduction, sections, cookiesHeading } = PRIVACY_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{heading}</PageTitle>
        <Paragraph variant="long">{introduction}</Paragraph>
      </div>
      {sections.map((section) => (
        <Section key={section.heading} {...section} />
      ))}
      <Kept language={language} rows={keptRows} />
      <Looked language={language} looked={looked} />
      <Section heading={cookiesHeading} paragraphs={[cookies]} />
    </main>
  )
}

function Section({ heading, list = [], paragraphs = [] }: PrivacySection) {
  return (
    <section className="stack">
      <Heading level={2} data-size="sm">
        {heading}
      </Heading>
      {list.length > 0 && (
        <List.Unordered>
          {list.map((text) => (
            <List.Item key={text}>{text}</List.Item>
          ))}
        </List.Unordered>
      )}
      {paragraphs.map((text) => (
        <Paragraph key={text} variant="long">
          {text}
        </Paragraph>
      ))}
    </section>
  )
}
