import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, redirect, useLoaderData } from 'react-router'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { LOG_IN_TEXTS } from '#words/log-in.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { Road } from '../../parts/road.tsx'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export function loader({ context }: LoaderFunctionArgs) {
  const { language, session } = visitOf(context)
  if (session) throw redirect('/min-side')
  return { language }
}

export default function Front() {
  const { language } = useLoaderData<typeof loader>()
  const texts = LOG_IN_TEXTS[language]
  return (
    <main id="innhold">
      <div className="hero">
        <div className="hero-inner">
          <div className="stack">
            <PageTitle language={language}>{texts.heading}</PageTitle>
            <Paragraph variant="long" data-size="lg">
              {texts.ingress}
            </Paragraph>
          </div>
          <Road />
        </div>
      </div>
      <div className="page stack-wide">
        <div className="doors">
          <section className="panel" aria-labelledby="door-1">
            <Heading level={2} data-size="xs" id="door-1">
              {texts.withIdentity}
            </Heading>
            <Paragraph>{texts.means}</Paragraph>
            <Button asChild data-size="lg">
              <a href="/logg-inn">{texts.logIn}</a>
            </Button>
          </section>
          <section className="panel" aria-labelledby="door-2">
            <Heading level={2} data-size="xs" id="door-2">
              {EMAIL_LOG_IN_TEXTS[language].door}
            </Heading>
            <Paragraph>{EMAIL_LOG_IN_TEXTS[language].doorWhat}</Paragraph>
            <Button asChild data-size="lg" variant="secondary">
              <RouterLink to="/uten-elektronisk-id">{EMAIL_LOG_IN_TEXTS[language].toDoor}</RouterLink>
            </Button>
          </section>
        </div>
        <section className="stack" aria-labelledby="find">
          <Heading level={2} data-size="sm" id="find">
            {texts.find}
          </Heading>
          <ul className="three">
            {texts.canDo.map(({ what, how }) => (
              <li key={what} className="panel">
                <Heading level={3} data-size="xs">
                  {what}
                </Heading>
                <Paragraph>{how}</Paragraph>
              </li>
            ))}
          </ul>
        </section>
        <section className="stack" aria-labelledby="help">
          <Heading level={2} data-size="sm" id="help">
            {texts.help}
          </Heading>
          <ul className="plain-list">
            {texts.helpText.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <ul className="plain-list">
            <li>
              <Link asChild>
                <RouterLink to="/hjelp-med-innlogging">{FRAME_TEXTS[language].logInHelp}</RouterLink>
              </Link>
            </li>
            <li>
              <Link asChild>
                <RouterLink to="/sporsmal-og-svar">{FRAME_TEXTS[language].questions}</RouterLink>
              </Link>
            </li>
          </ul>
        </section>
      </div>
    </main>
  )
}
