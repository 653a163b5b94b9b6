import { Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, redirect, useLoaderData } from 'react-router'
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
            <div>
              <Button asChild data-size="lg">
                <a href="/logg-inn">{texts.logIn}</a>
              </Button>
            </div>
            <Paragraph data-size="sm" className="quiet">
              {texts.means}
            </Paragraph>
          </div>
          <Road />
        </div>
      </div>
      <div className="page stack-wide">
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
