import { Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { readMessages } from '#cases/read-messages.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { MESSAGE_TEXTS } from '#words/messages.ts'
import { Messages, messagesInWords } from '../../parts/messages.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { pageNumber } from '../page-number.ts'
import { asCustomer } from '../visit.ts'

export const access = 'customer'

const ON_A_PAGE = 20

export async function loader({ context, url }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, visit: { language } }) => {
    const page = pageNumber(url)
    const part = { from: (page - 1) * ON_A_PAGE, count: ON_A_PAGE }
    const { messages, total } = await readMessages(tx, partyIds, part)
    return {
      language,
      messages: messagesInWords(messages, language),
      page,
      pageCount: Math.ceil(total / ON_A_PAGE),
    }
  })
}

export default function AllMessages() {
  const { language, messages, page, pageCount } = useLoaderData<typeof loader>()
  const texts = MESSAGE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side">{FRAME_TEXTS[language].overview}</RouterLink>
        </Link>
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      {messages.length === 0 ? (
        <Paragraph className="panel calm">{texts.none}</Paragraph>
      ) : (
        <div className="panel">
          <Messages language={language} messages={messages} />
        </div>
      )}
      <Pages language={language} page={page} pageCount={pageCount} />
      <div>
        <Link asChild>
          <RouterLink to="/min-side/profil/varsler">{texts.notices}</RouterLink>
        </Link>
      </div>
    </>
  )
}
