import '../parts/style.css'
import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import { type ReactNode, useEffect, useRef } from 'react'
import {
  isRouteErrorResponse,
  Links,
  type LinksFunction,
  type LoaderFunctionArgs,
  Outlet,
  Scripts,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from 'react-router'
import type { Session } from '#access/session.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { ActingFor } from '../parts/acting-for.tsx'
import { Footer, Header } from '../parts/frame.tsx'
import mark from '../parts/mark.svg?url'
import { Failed, NotFound } from '../parts/not-found.tsx'
import { TimeOut } from '../parts/time-out.tsx'
import { admit } from './access.ts'
import { visitOf } from './visit.ts'

export const middleware = [admit]

export const links: LinksFunction = () => [
  { rel: 'icon', type: 'image/svg+xml', href: mark },
  { rel: 'preload', as: 'font', type: 'font/woff2', href: inter, crossOrigin: 'anonymous' },
]

export function loader({ context }: LoaderFunctionArgs) {
  const { language, session, requestId, deps } = visitOf(context)
  return {
    language,
    requestId,
    customer: session && { ...headerCustomer(session), idleMs: deps.sessionLimits.idleMs },
  }
}

function headerCustomer({ name, email, csrfToken, acting, mayAct }: Session) {
  return {
    name: name || (email ?? ''),
    csrfToken,
    mayAct,
    acting: acting.kind === 'organisation' ? acting : undefined,
  }
}

export function Layout({ children }: { children: ReactNode }) {
  const known = useRouteLoaderData<typeof loader>('root')
  const language = known?.language ?? 'nb'
  useFocusOnNewPage()
  return (
    <html lang={language} data-color-scheme="auto">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <Links />
      </head>
      <body>
        <a className="ds-skip-link" href="#innhold">
          {FRAME_TEXTS[language].skip}
        </a>
        <Header language={language} customer={known?.customer} />
        <ActingFor language={language} acting={known?.customer?.acting} />
        {children}
        <Footer language={language} />
        {known?.customer && <TimeOut language={language} {...known.customer} />}
        <Scripts />
      </body>
    </html>
  )
}

export default function App() {
  return <Outlet />
}

export function ErrorBoundary() {
  const error = useRouteError()
  const known = useRouteLoaderData<typeof loader>('root')
  const language = known?.language ?? 'nb'
  return isRouteErrorResponse(error) && error.status === 404 ? (
    <NotFound language={language} />
  ) : (
    <Failed language={language} requestId={known?.requestId} />
  )
}

/**
 * A screen reader is told of a new page as the browser would have told it: one a link has led to, and one that answers a
 * form of ours, unless something on it asks for more notice.
 */
function useFocusOnNewPage() {
  const { pathname } = useLocation()
  const before = useRef<string>(undefined)
  useEffect(() => {
    if (before.current === pathname) return
    const isFirst = before.current === undefined
    before.current = pathname
    if (isFirst && (!cameFromUs() || document.activeElement !== document.body)) return
    document.querySelector('h1')?.focus()
  }, [pathname])
}

function cameFromUs(): boolean {
  return document.referrer.startsWith(`${location.origin}/`) && location.hash === ''
}
