import { Alert, Button, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useLoaderData,
} from 'react-router'
import { chooseNotices } from '#customers/choose-notices.ts'
import { NOTICE_CHANNELS, NOTICE_EVENTS } from '#customers/notice.ts'
import { readNoticeChoices } from '#customers/read-notices.ts'
import { NOTICE_TEXTS } from '#words/notices.ts'
import { PROFILE_TEXTS } from '#words/profile.ts'
import { Guard } from '../../parts/guard.tsx'
import { OwnCustomers } from '../../parts/own-customers.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { chosenCustomer, ownCustomersInWords } from '../chosen-customer.ts'
import { answerOnce, formGuard, sentForm } from '../forms.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

const HERE = '/min-side/profil/varsler'

export async function loader({ context, url }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, customer) => {
    const { language } = customer.visit
    const chosen = await chosenCustomer(tx, customer, url)
    const { profile } = chosen
    if (!profile) throw notFound()
    const choices = (await readNoticeChoices(tx, [profile.partyId])).get(profile.partyId) ?? []
    return {
      language,
      guard: formGuard(context),
      own: await ownCustomersInWords(tx, customer, chosen, HERE),
      formTo: chosen.formTo(HERE),
      toProfile: chosen.linkTo('/min-side/profil'),
      choices,
      to: { 'e-mail': profile.email, sms: profile.phone },
      saved: url.searchParams.has('lagret'),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const form = await sentForm(args)
  const ticked = new Set(form.getAll('varsel').filter((one) => typeof one === 'string'))
  return answerOnce<never>(args.context, form, async (tx, customer) => {
    const { now } = customer
    const { profile, linkTo } = await chosenCustomer(tx, customer, args.url)
    if (!profile) throw notFound()
    await chooseNotices(tx, { partyId: profile.partyId, ticked, now })
    return { leadsTo: linkTo(HERE, 'ja') }
  })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Notices() {
  const shown = useLoaderData<typeof loader>()
  const { language, guard, saved, formTo, toProfile } = shown
  const texts = NOTICE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to={toProfile}>{PROFILE_TEXTS[language].heading}</RouterLink>
        </Link>
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph>{texts.about}</Paragraph>
      </div>
      {saved && (
        <Alert data-color="success">
          <Paragraph>{texts.saved}</Paragraph>
        </Alert>
      )}
      <OwnCustomers own={shown.own} />
      <Reached shown={shown} />
      <form method="post" action={formTo} className="form">
        <Guard guard={guard} />
        {NOTICE_EVENTS.map((event) => (
          <fieldset key={event} aria-describedby={`${event}-about`}>
            <legend>{texts.events[event]}</legend>
            <p className="quiet" id={`${event}-about`}>
              {texts.abouts[event]}{' '}
              {event === 'invoice' && (
                <Link asChild>
                  <RouterLink to="/min-side/fakturaer/levering">{texts.howInvoices}</RouterLink>
                </Link>
              )}
            </p>
            {shown.choices
              .filter((choice) => choice.event === event)
              .map(({ channel, wanted }) => (
                <label key={channel} className="choice">
                  <input
                    className="ds-input"
                    type="checkbox"
                    name="varsel"
                    value={`${event}:${channel}`}
                    defaultChecked={wanted}
                  />{' '}
                  {texts.channels[channel]}
                </label>
              ))}
          </fieldset>
        ))}
        <Paragraph>{texts.mandatory}</Paragraph>
        <div>
          <Button type="submit">{texts.save}</Button>
        </div>
      </form>
    </>
  )
}

/** Where notices go; what is missing is put right in the profile. */
function Reached({ shown: { language, to, toProfile } }: { shown: Shown }) {
  const texts = NOTICE_TEXTS[language]
  return (
    <ul className="plain-list">
      {NOTICE_CHANNELS.map((channel) => (
        <li key={channel}>
          {to[channel] === null ? (
            <>
              {`${texts.none[channel]}. `}
              <Link asChild>
                <RouterLink to={`${toProfile}#${channel === 'sms' ? 'phone' : 'e-mail'}`}>
                  {texts.toProfile}
                </RouterLink>
              </Link>
            </>
          ) : (
            texts.to[channel](to[channel])
          )}
        </li>
      ))}
    </ul>
  )
}
