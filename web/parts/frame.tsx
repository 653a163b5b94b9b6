import { Button, Link } from '@digdir/designsystemet-react'
import { NavLink, Link as RouterLink, useLocation, useMatches } from 'react-router'
import { LANGUAGES, type Language } from '#core/language.ts'
import { ACTING_TEXTS } from '#words/acting.ts'
import { FRAME_TEXTS, LANGUAGE_NAMES } from '#words/frame.ts'

export type HeaderCustomer = {
  readonly name: string
  readonly csrfToken: string
  /** There may be somebody to act for. */
  readonly mayAct: boolean
}

export function Header({ language, customer }: { language: Language; customer: HeaderCustomer | undefined }) {
  const inSteps = useInSteps()
  const texts = FRAME_TEXTS[language]
  return (
    <header className="header">
      {/* A form's first button is what the Enter key presses: of a form in steps it must not be a language. */}
      {inSteps && (
        <button type="submit" form="steps" className="ds-sr-only" tabIndex={-1} aria-hidden="true" />
      )}
      <div className="header-inner">
        <RouterLink to={customer ? '/min-side' : '/'} className="brand">
          <Mark />
          <span className="brand-name">{texts.service}</span>
          <span className="brand-about">{texts.about}</span>
        </RouterLink>
        <Languages language={language} name={texts.language} />
        {customer && (
          <form method="post" action="/logg-ut" className="who">
            <input type="hidden" name="csrf" value={customer.csrfToken} />
            <span className="who-name">
              <span className="ds-sr-only">{texts.loggedInAs} </span>
              {customer.name}
            </span>
            {customer.mayAct && (
              <Link asChild className="who-name">
                <RouterLink to="/pa-vegne-av">{ACTING_TEXTS[language].change}</RouterLink>
              </Link>
            )}
            <Button type="submit" variant="secondary" data-size="sm">
              {texts.logOut}
            </Button>
          </form>
        )}
      </div>
    </header>
  )
}

/** The sections there are. */
export function Menu({ language }: { language: Language }) {
  const texts = FRAME_TEXTS[language]
  const sections = [
    { to: '/min-side', name: texts.overview, end: true },
    { to: '/min-side/saldo', name: texts.balance, end: false },
    { to: '/min-side/brikker-og-kjoretoy', name: texts.vehicles, end: false },
    { to: '/min-side/fakturaer', name: texts.invoices, end: false },
    { to: '/min-side/passeringer', name: texts.passages, end: false },
    { to: '/min-side/ferje', name: texts.ferry, end: false },
    { to: '/min-side/betalinger', name: texts.payments, end: false },
    { to: '/min-side/kundeservice', name: texts.customerService, end: false },
  ]
  return (
    <nav className="menu" aria-label={texts.menu}>
      <ul>
        {sections.map(({ to, name, end }) => (
          <li key={to}>
            <NavLink to={to} end={end}>
              {name}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function Footer({ language }: { language: Language }) {
  const texts = FRAME_TEXTS[language]
  return (
    <footer className="footer">
      <div className="footer-inner">
        <p>{texts.cookies}</p>
        <Link asChild>
          <RouterLink to="/priser">{texts.prices}</RouterLink>
        </Link>
        <Link asChild>
          <RouterLink to="/ferjesamband">{texts.ferries}</RouterLink>
        </Link>
        <Link asChild>
          <RouterLink to="/sporsmal-og-svar">{texts.questions}</RouterLink>
        </Link>
        <Link asChild>
          <RouterLink to="/kontakt">{texts.contact}</RouterLink>
        </Link>
        <Link asChild>
          <RouterLink to="/hjelp-med-innlogging">{texts.logInHelp}</RouterLink>
        </Link>
        <Link asChild>
          <RouterLink to="/vilkar">{texts.terms}</RouterLink>
        </Link>
        <Link asChild>
          <RouterLink to="/personvern">{texts.privacy}</RouterLink>
        </Link>
        <Link asChild>
          <RouterLink to="/tilgjengelighet">{texts.accessibility}</RouterLink>
        </Link>
        <Languages language={language} name={texts.languageBelow} />
      </div>
    </footer>
  )
}

/** The page has a form in steps (`id="steps"`): its loader says so. */
function useInSteps(): boolean {
  return useMatches().some(({ loaderData }) => (loaderData as { steps?: boolean } | undefined)?.steps)
}

/**
 * The same page in another language: plain links, each in its own. In the middle of a form in steps they are buttons of it,
 * so that what is filled in comes along.
 */
function Languages({ language, name }: { language: Language; name: string }) {
  const { pathname, search } = useLocation()
  const inSteps = useInSteps()
  const to = (other: Language) => {
    const query = new URLSearchParams(search)
    query.set('sprak', other)
    return `${pathname}?${query}`
  }
  return (
    <nav className="languages" aria-label={name}>
      <ul>
        {LANGUAGES.map((other) => {
          const current = other === language ? 'true' : undefined
          return (
            <li key={other}>
              {inSteps ? (
                <button
                  type="submit"
                  form="steps"
                  formAction={to(other)}
                  formNoValidate
                  lang={other}
                  aria-current={current}
                >
                  {LANGUAGE_NAMES[other]}
                </button>
              ) : (
                <a href={to(other)} lang={other} hrefLang={other} aria-current={current}>
                  {LANGUAGE_NAMES[other]}
                </a>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/** A road between two posts. Ours, and nobody's logo. */
function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect className="mark-ground" width="32" height="32" rx="8" />
      <path className="mark-road" d="M12.5 26 14.6 6h2.8l2.1 20z" />
      <path className="mark-gate" d="M6 26V12.5A2.5 2.5 0 0 1 8.5 10h15a2.5 2.5 0 0 1 2.5 2.5V26" />
    </svg>
  )
}
