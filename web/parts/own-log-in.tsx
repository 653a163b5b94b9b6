import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { EMAIL_LOG_IN_TEXTS } from '#words/email-log-in.ts'

/** How a user who came by e-mail logs in, and what they may change of that. */
export function OwnLogIn({
  language,
  email,
  follows,
}: {
  language: Language
  email: string
  /** Another address in the profile is another address to log in by. */
  follows: boolean
}) {
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <section className="panel stack" aria-labelledby="own-log-in">
      <Heading level={2} data-size="xs" id="own-log-in">
        {texts.ownLogIn}
      </Heading>
      <Paragraph>{texts.ownLogInBy(email)}</Paragraph>
      {follows && <Paragraph>{texts.ownLogInFollows}</Paragraph>}
      <Link asChild>
        <RouterLink to="/uten-elektronisk-id/andre-faktor">{texts.changeFactor}</RouterLink>
      </Link>
      <AddIdentity language={language} level={3} />
    </section>
  )
}

/** Who has got an electronic identity since needs neither password nor code. */
export function AddIdentity({ language, level }: { language: Language; level: 2 | 3 }) {
  const texts = EMAIL_LOG_IN_TEXTS[language]
  return (
    <section className="stack" aria-labelledby="identity">
      <Heading level={level} data-size="xs" id="identity">
        {texts.addIdentity}
      </Heading>
      <Paragraph>{texts.addIdentityWhat}</Paragraph>
      <div>
        <Link href="/logg-inn?legg-til=ja">ID-porten</Link>
      </div>
    </section>
  )
}
