import { Alert, Button, Heading, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
} from 'react-router'
import { askRights } from '#access/ask-rights.ts'
import { type ActingRefusal, actFor, actForOneself } from '#access/choose-acting.ts'
import { readCookie, SESSION_COOKIE, secretCookie } from '#access/cookie.ts'
import { safeReturn } from '#access/forgery.ts'
import { markFavourite, unmarkFavourite } from '#access/mark-favourite.ts'
import { readSession } from '#access/read-session.ts'
import { inOrder, isChoice, type Representation, search, setFirst } from '#access/representation.ts'
import { readActedFor, readFavourites } from '#access/store-acting.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import { ACTING_TEXTS } from '#words/acting.ts'
import { ChoiceList, type Shown, YourselfChoice } from '../../parts/choice-list.tsx'
import { Guard } from '../../parts/guard.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { fieldOf, formGuard, sentForm } from '../forms.ts'
import { type Context, visitOf } from '../visit.ts'

export const access = 'user'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { language, session, deps } = visitOf(context)
  const rights = await rightsOf(context)
  return {
    language,
    guard: formGuard(context),
    name: session?.name ?? '',
    returnTo: safeReturn(url.searchParams.get('til'), '/min-side'),
    belongsTo: belongsTo(rights, url.searchParams.get('tilhorer'), session?.name),
    current: session?.acting.kind === 'organisation' ? session.acting.organisationNumber : undefined,
    list: rights === 'no-answer' ? undefined : inOrder(rights, language),
    acted: session ? await readActedFor(deps.db, session.userId) : [],
    favourites: session ? await readFavourites(deps.db, session.userId) : [],
  }
}

/** Chooses, marks or searches: all are forms, so that no name stands in an address. */
export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const { deps, cookies, back } = visitOf(args.context)
  const chosen = fieldOf(form, 'valg')
  const returnTo = safeReturn(fieldOf(form, 'til') || null, '/min-side')
  if (chosen === '') {
    const marked = await mark(args.context, form)
    const status = isRefusal(marked) ? 403 : 200
    const answer = { searched: fieldOf(form, 'sok'), returnTo, noRight: isRefusal(marked) }
    return data({ ...answer, marked: isRefusal(marked) ? undefined : marked }, { status })
  }
  const token = readCookie(cookies, SESSION_COOKIE) ?? ''
  const asked = { token, now: deps.machineNow(), random: deps.random }
  const changed =
    chosen === 'selv'
      ? await actForOneself(deps.db, asked)
      : await actFor(deps.db, {
          ...asked,
          organisationNumber: chosen,
          rights: await rightsOf(args.context),
        })
  if (isRefusal(changed))
    return data({ searched: '', returnTo, noRight: true, marked: undefined }, { status: 403 })
  back.headers.append('set-cookie', secretCookie(SESSION_COOKIE, changed.token))
  const session = await readSession(deps.db, changed.token, {
    now: deps.machineNow(),
    limits: deps.sessionLimits,
  })
  if (session?.partyIds.length === 0 && returnTo === '/min-side')
    throw redirect(session.acting.kind === 'organisation' ? '/bli-kunde' : '/forste-gang', 303)
  throw redirect(returnTo, 303)
}

/** The one whose mark was changed, if any was. */
async function mark(context: Context, form: FormData): Promise<string | undefined | Refusal<ActingRefusal>> {
  const { deps, session } = visitOf(context)
  if (!session) return undefined
  const { userId } = session
  const unmarked = fieldOf(form, 'ikke-favoritt')
  if (unmarked !== '') await unmarkFavourite(deps.db, { userId, organisationNumber: unmarked })
  const organisationNumber = fieldOf(form, 'favoritt')
  if (organisationNumber === '') return unmarked || undefined
  const rights = await rightsOf(context)
  const done = await markFavourite(deps.db, { userId, organisationNumber, rights, now: deps.machineNow() })
  return isRefusal(done) ? done : organisationNumber
}

async function rightsOf(context: Context): Promise<readonly Representation[] | 'no-answer'> {
  const { deps, cookies } = visitOf(context)
  const token = readCookie(cookies, SESSION_COOKIE)
  return token === undefined ? [] : askRights(deps.db, deps.rights, token)
}

/** Only one of their own is named back: the number alone would tell nothing new. */
function belongsTo(
  rights: readonly Representation[] | 'no-answer',
  number: string | null,
  ownName: string | undefined,
) {
  if (number === 'selv') return ownName
  if (rights === 'no-answer' || number === null) return undefined
  return rights.find((one) => one.organisationNumber === number)?.name
}

/** More than so many, and a list is searched rather than read. Altinn's own limit. */
const WITHOUT_SEARCH_MAX = 5

export default function ActFor() {
  const shown = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { language, guard } = shown
  const returnTo = sent?.returnTo ?? shown.returnTo
  const texts = ACTING_TEXTS[language]
  const searched = sent?.searched ?? ''
  const all = shown.list ?? []
  const areMany = all.filter(isChoice).length > WITHOUT_SEARCH_MAX
  const isWhole = areMany && searched === ''
  const favourites = setFirst(all, isWhole ? shown.favourites : [])
  const last = setFirst(favourites.others, isWhole ? shown.acted : [])
  const props: Shown = {
    language,
    guard,
    returnTo,
    current: shown.current,
    favourites: areMany ? shown.favourites : undefined,
    marked: sent?.marked,
  }
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      {shown.belongsTo && (
        <Alert data-color="info">
          <Heading level={2} data-size="2xs">
            {texts.belongs(shown.belongsTo)}
          </Heading>
          <Paragraph>{texts.belongsWhy}</Paragraph>
        </Alert>
      )}
      {sent?.noRight && (
        <Alert data-color="warning" role="alert">
          <Paragraph>{texts.noRight}</Paragraph>
        </Alert>
      )}
      <YourselfChoice shown={props} name={shown.name} />
      {shown.list === undefined && <Silent texts={texts} />}
      {areMany && <SearchForm shown={props} searched={searched} />}
      <FirstOnes id="favourites" heading={texts.favourites} shown={props} list={favourites.first} />
      <FirstOnes id="last" heading={texts.last} shown={props} list={last.first} />
      {areMany && <Paragraph className="quiet">{texts.favouritesAbout}</Paragraph>}
      <ChoiceList shown={props} list={search(last.others, searched)} searched={searched} />
      <section className="stack" aria-labelledby="missing">
        <Heading level={2} data-size="sm" id="missing">
          {texts.missing}
        </Heading>
        {texts.missingWhy.map((text) => (
          <Paragraph key={text}>{text}</Paragraph>
        ))}
        <div>
          <Button asChild variant="secondary">
            <a href="/pa-vegne-av">{texts.askAgain}</a>
          </Button>
        </div>
      </section>
    </main>
  )
}

function FirstOnes(props: { id: string; heading: string; shown: Shown; list: readonly Representation[] }) {
  const { id, heading, shown, list } = props
  if (list.length === 0) return null
  return (
    <section className="stack" aria-labelledby={id}>
      <Heading level={2} data-size="sm" id={id}>
        {heading}
      </Heading>
      <ChoiceList shown={shown} list={list} searched="" />
    </section>
  )
}

function Silent({ texts }: { texts: (typeof ACTING_TEXTS)['nb'] }) {
  return (
    <Alert data-color="warning">
      <Heading level={2} data-size="2xs">
        {texts.silent}
      </Heading>
      <Paragraph>{texts.silentWhy}</Paragraph>
    </Alert>
  )
}

function SearchForm({ shown, searched }: { shown: Shown; searched: string }) {
  const texts = ACTING_TEXTS[shown.language]
  return (
    <form method="post" action="/pa-vegne-av" role="search" className="filter">
      <Guard guard={shown.guard} />
      <input type="hidden" name="til" value={shown.returnTo} />
      <div className="field">
        <label className="ds-label" htmlFor="sok">
          {texts.search}
        </label>
        <p className="quiet" id="sok-om">
          {texts.searchAbout}
        </p>
        <input
          className="ds-input"
          type="search"
          id="sok"
          name="sok"
          aria-describedby="sok-om"
          defaultValue={searched}
        />
      </div>
      <Button type="submit" variant="secondary">
        {texts.doSearch}
      </Button>
    </form>
  )
}
