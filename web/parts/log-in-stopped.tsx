import { Alert, Button, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { LOG_IN_TEXTS, type LogInStop } from '#words/log-in.ts'
import { PageTitle } from './page-title.tsx'

/** Why a log-in came to nothing, and the way to begin again. */
export function LogInStopped({ language, stop }: { language: Language; stop: LogInStop }) {
  const texts = LOG_IN_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack">
      <PageTitle language={language}>{texts.stopped}</PageTitle>
      <Alert data-color="warning">
        <Paragraph>{texts.refused[stop]}</Paragraph>
      </Alert>
      <div>
        <Button asChild>
          <a href="/logg-inn">{texts.tryAgain}</a>
        </Button>
      </div>
      {stop === 'no-national-id' && (
        <div>
          <Button asChild variant="secondary">
            <RouterLink to="/uten-elektronisk-id">{EMAIL_LOG_IN_TEXTS[language].toDoor}</RouterLink>
          </Button>
        </div>
      )}
      <div>
        <Link asChild>
          <RouterLink to="/hjelp-med-innlogging">{FRAME_TEXTS[language].logInHelp}</RouterLink>
        </Link>
      </div>
    </main>
  )
}
