import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { FIRST_TIME_TEXTS } from '#words/first-time.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitOf } from '../visit.ts'

export const access = 'customer'

export function loader({ context }: LoaderFunctionArgs) {
  const { language, session } = visitOf(context)
  const isParty = (session?.partyIds.length ?? 0) > 0
  return {
    language,
    isParty,
    newAgreement: isParty ? '/min-side/brikker-og-kjoretoy/legg-til' : '/bli-kunde',
  }
}

export default function FirstTime() {
  const { language, isParty, newAgreement } = useLoaderData<typeof loader>()
  const texts = FIRST_TIME_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{isParty ? texts.ofItself : texts.about}</Paragraph>
      </div>
      <div className="doors">
        <section className="panel" aria-labelledby="yes">
          <Heading level={2} data-size="xs" id="yes">
            {texts.yes}
          </Heading>
          <Paragraph>{texts.yesWhat}</Paragraph>
          <Button asChild>
            <RouterLink to="/finn-avtale">{texts.findAgreement}</RouterLink>
          </Button>
        </section>
        <section className="panel" aria-labelledby="no">
          <Heading level={2} data-size="xs" id="no">
            {texts.no}
          </Heading>
          <Paragraph>{texts.noWhat}</Paragraph>
          <Button asChild>
            <RouterLink to={newAgreement}>{texts.newAgreement}</RouterLink>
          </Button>
        </section>
      </div>
      <section className="stack" aria-labelledby="unsure">
        <Heading level={2} data-size="xs" id="unsure">
          {texts.dontKnow}
        </Heading>
        {texts.dontKnowWhat.map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
      </section>
      <div>
        <Link asChild>
          <RouterLink to="/min-side">{texts.toOverview}</RouterLink>
        </Link>
      </div>
    </main>
  )
}
