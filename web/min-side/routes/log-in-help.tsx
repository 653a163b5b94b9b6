import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { SESSION_LIMITS } from '#access/session.ts'
import { LOG_IN_HELP_TEXTS, LOG_IN_HELPERS, type LogInHelper } from '#words/log-in-help.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export function loader({ context }: LoaderFunctionArgs) {
  const { language } = visitOf(context)
  const { problems, loggedOut, loggedOutWhy } = LOG_IN_HELP_TEXTS[language]
  const { idleMs, absoluteMs } = SESSION_LIMITS
  const why = loggedOutWhy(idleMs / 60_000, absoluteMs / 3_600_000)
  return { language, problems: [...problems, { what: loggedOut, does: [why] }] }
}

const HELPERS = Object.keys(LOG_IN_HELPERS) as LogInHelper[]

export default function LogInHelp() {
  const { language, problems } = useLoaderData<typeof loader>()
  const texts = LOG_IN_HELP_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph variant="long">{texts.introduction}</Paragraph>
        <Paragraph variant="long">{texts.payWithout}</Paragraph>
      </div>
      {problems.map(({ what, does }) => (
        <section key={what} className="stack">
          <Heading level={2} data-size="xs">
            {what}
          </Heading>
          {does.map((text) => (
            <Paragraph key={text} variant="long">
              {text}
            </Paragraph>
          ))}
        </section>
      ))}
      <section className="stack" aria-labelledby="beyond">
        <Heading level={2} data-size="sm" id="beyond">
          {texts.beyond}
        </Heading>
        <dl className="facts">
          {HELPERS.map((helper) => (
            <div key={helper}>
              <dt>{texts.whom[helper].about}</dt>
              <dd>
                <Helper href={LOG_IN_HELPERS[helper]} name={texts.whom[helper].who} />
              </dd>
            </div>
          ))}
        </dl>
        <div>
          <Link asChild>
            <RouterLink to="/kontakt">{texts.company}</RouterLink>
          </Link>
        </div>
      </section>
    </main>
  )
}

function Helper({ href, name }: { href: string | undefined; name: string }) {
  return href === undefined ? name : <Link href={href}>{name}</Link>
}
