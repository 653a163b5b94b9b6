import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database.ts'
import { openBrowser } from './browser.ts'
import { type Customers, someCustomers } from './customers.ts'
import { type Site, startSite } from './site.ts'

/** Where pages are opened: a browser that is closed by whoever set the stage. */
export type Contexts = Pick<Browser, 'newContext'>

export type Stage<Cast> = {
  readonly database: TestDatabase
  readonly site: Site
  readonly browser: Contexts
  readonly customers: Cast
}

/**
 * A database of the file's own with its customers, Min side and the doubles beside it, and a browser: there when the
 * first test begins, and gone after the last. Call at the top of a describe or file.
 */
export function setStage(): Stage<Customers>
export function setStage<Cast extends object>(prepare: (database: TestDatabase) => Promise<Cast>): Stage<Cast>
export function setStage(prepare: (database: TestDatabase) => Promise<object> = someCustomers) {
  const database = testDatabase()
  const customers = {}
  const site: Partial<Site> = {}
  let opened: Browser | undefined
  beforeAll(async () => {
    Object.assign(customers, await prepare(database))
    Object.assign(site, await startSite(database))
    opened = await openBrowser()
  }, 120_000)
  afterAll(async () => {
    await opened?.close()
    // Where the stage could not be set there is none to close.
    await site.close?.()
    // What a page could not do is not to be found by chance.
    expect((site.logged ?? []).filter(({ event }) => event === 'page-failed')).toEqual([])
  })
  const newContext: Browser['newContext'] = (options) => {
    if (!opened) throw new Error('the browser is not open yet')
    return opened.newContext(options)
  }
  return { database, customers, site: site as Site, browser: { newContext } }
}
