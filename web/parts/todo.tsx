import { Alert, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import type { Profile } from '#customers/read-profile.ts'
import { OVERVIEW_TEXTS } from '#words/overview.ts'

type Tasks = {
  readonly email: 'missing' | 'unconfirmed' | undefined
  /** Where it is written. */
  readonly addressAt: string | undefined
  /** In words. */
  readonly unreadTags: readonly string[]
  readonly soldVehicles: readonly {
    readonly assignmentId: number
    readonly says: string
    readonly plate: string
  }[]
}

/** What the customer had better see to, in the order it matters. */
export function Todo({ language, todo }: { language: Language; todo: Tasks }) {
  const { email, addressAt, unreadTags, soldVehicles } = todo
  const texts = OVERVIEW_TEXTS[language]
  if (!email && !addressAt && unreadTags.length === 0 && soldVehicles.length === 0) return null
  return (
    <Alert data-color="warning">
      <div className="stack">
        <Heading level={2} data-size="2xs">
          {texts.todo}
        </Heading>
        {email && (
          <Paragraph>
            {`${email === 'missing' ? texts.emailMissing : texts.emailUnconfirmed} `}
            <Link asChild>
              <RouterLink to="/min-side/profil#part-e-mail">
                {email === 'missing' ? texts.toEmail : texts.toConfirm}
              </RouterLink>
            </Link>
          </Paragraph>
        )}
        {addressAt && (
          <Paragraph>
            {texts.addressMissing}{' '}
            <Link asChild>
              <RouterLink to={addressAt}>{texts.toAddress}</RouterLink>
            </Link>
          </Paragraph>
        )}
        {soldVehicles.map(({ assignmentId, says, plate }) => (
          <Paragraph key={assignmentId}>
            {`${says} `}
            <Link asChild>
              <RouterLink to={`/min-side/brikker-og-kjoretoy/solgt?kjoretoy=${assignmentId}`}>
                {texts.reportSale}
                <span className="ds-sr-only">{` ${plate}`}</span>
              </RouterLink>
            </Link>
          </Paragraph>
        ))}
        {unreadTags.map((says) => (
          <Paragraph key={says}>{says}</Paragraph>
        ))}
        {unreadTags.length > 0 && <Paragraph>{texts.tagUnreadWhy}</Paragraph>}
      </div>
    </Alert>
  )
}

/** Everybody is to have an address that a code has come back from. */
export function emailTask({ email, isEmailConfirmed }: Profile): 'missing' | 'unconfirmed' | undefined {
  if (email === null) return 'missing'
  return isEmailConfirmed ? undefined : 'unconfirmed'
}
