import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import type { Language } from '#core/language.ts'
import { limited, logIn, speak, type Whom } from './browser.ts'
import { CUSTOMER_PID } from './site.ts'
import type { Contexts } from './stage.ts'

/** Each flow is played in both: bokmål with scripts, nynorsk without. */
export const WAYS = [
  { language: 'nb', scripts: true },
  { language: 'nn', scripts: false },
] as const satisfies readonly Way[]

export type Way = { readonly language: Language; readonly scripts: boolean }

/** A page of somebody logged in, who has chosen the way's language first. */
export async function comeIn(
  browser: Contexts,
  siteUrl: string,
  { language, scripts }: Way,
  pid: Whom = CUSTOMER_PID,
  until = /\/min-side/,
): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: scripts,
    viewport: { width: 390, height: 844 },
  })
  const page = await context.newPage()
  await speak(page, siteUrl, language)
  await logIn(page, siteUrl, pid, until)
  return page
}

/** What axe finds on the page as it stands. Runs where scripts do. */
export async function axeFindings(
  page: Page,
  choose: (axe: AxeBuilder) => AxeBuilder = (whole) => whole,
): Promise<readonly string[]> {
  // No page of ours has a frame, and so none needs the blank page that gathers what frames say.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
  const { violations } = await limited(`axe on ${page.url()}`, choose(axe).analyze())
  return violations.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html).join(' ')}`)
}
