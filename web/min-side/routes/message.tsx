import { Link } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readSentMessage } from '#cases/read-messages.ts'
import { recordMessageSeen } from '#cases/record-seen.ts'
import { formatInstant } from '#words/format.ts'
import { MESSAGE_TEXTS } from '#words/messages.ts'
import { Facts } from '../../parts/flow.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

/** Whoever opens it has seen it. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, now, visit: { language } }) => {
    const message = await readSentMessage(tx, partyIds, params.id ?? '')
    if (!message) throw notFound()
    if (message.unread) await recordMessageSeen(tx, { id: message.id, now })
    const texts = MESSAGE_TEXTS[language]
    return {
      language,
      subject: message.subject || texts.sms,
      how: texts.kinds[message.kind],
      sent: formatInstant(message.at, language),
      body: message.body,
      writtenIn: message.language,
    }
  })
}

export default function Message() {
  const { language, subject, how, sent, body, writtenIn } = useLoaderData<typeof loader>()
  const texts = MESSAGE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/meldinger">{texts.all}</RouterLink>
        </Link>
        <PageTitle language={language}>{subject}</PageTitle>
      </div>
      <section className="panel stack" aria-label={subject}>
        <Facts
          rows={[
            { name: texts.sent, value: sent },
            { name: texts.by, value: how },
          ]}
        />
        <p className="message-text" lang={writtenIn}>
          {body}
        </p>
      </section>
    </>
  )
}
