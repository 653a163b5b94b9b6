import { Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { readWaitingTags } from '#tags/read-vehicles.ts'
import { formatCount } from '#words/format.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { Pages } from '../../parts/pages.tsx'
import { VehicleSearch } from '../../parts/vehicle-search.tsx'
import { ofWaiting, WaitingTags } from '../../parts/waiting-tags.tsx'
import { fieldOf, formGuard, sentForm } from '../forms.ts'
import { pageNumber } from '../page-number.ts'
import { CHOICES_MAX } from '../pick-vehicle.ts'
import { asCustomer, type Context, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

const PATH = '/min-side/brikker-og-kjoretoy'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const page = pageNumber(url)
  const found = await waiting(context, { text: '', page })
  if (page > found.pageCount || (page > 1 && found.tags.length === 0)) throw notFound()
  return { language: visitOf(context).language, guard: formGuard(context), page, ...found }
}

/** A search is a form that is sent, for a tag's number must not stand in an address. */
export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  return waiting(args.context, { text: fieldOf(form, 'sok').slice(0, 60), page: 1 })
}

async function waiting(context: Context, { text, page }: { text: string; page: number }) {
  return asCustomer(context, async (tx, { partyIds, visit: { language } }) => {
    const { tags, count, pageCount } = await readWaitingTags(tx, partyIds, { text, page, size: CHOICES_MAX })
    return {
      text,
      pageCount,
      shown: formatCount(tags.length, language),
      count: formatCount(count, language),
      tags: tags.map(ofWaiting),
    }
  })
}

export default function Waiting() {
  const shown = useLoaderData<typeof loader>()
  const found = useActionData<typeof action>()
  const { language, guard, page, pageCount } = shown
  const texts = VEHICLE_TEXTS[language]
  const { tags } = found ?? shown
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to={PATH}>{texts.toList}</RouterLink>
        </Link>
        <PageTitle language={language}>{texts.waiting}</PageTitle>
        <Paragraph>{shown.tags.length === 0 ? texts.noneWaiting : texts.waitingAbout}</Paragraph>
      </div>
      {shown.tags.length > 0 && (
        <>
          <VehicleSearch
            language={language}
            guard={guard}
            at={`${PATH}/pa-vent`}
            text={found?.text}
            waiting
          />
          <Paragraph role="status">
            {found ? texts.found(found.shown, found.count) : texts.countWaiting(shown.count)}
          </Paragraph>
        </>
      )}
      {found && tags.length === 0 && <Paragraph className="panel">{texts.noWaiting}</Paragraph>}
      {tags.length > 0 && (
        <div className="panel">
          <WaitingTags language={language} tags={tags} />
        </div>
      )}
      {!found && <Pages language={language} page={page} pageCount={pageCount} />}
    </>
  )
}
