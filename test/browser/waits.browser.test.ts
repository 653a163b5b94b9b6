import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { follow, openBrowser, untilDrawn } from './browser.ts'
import { keyboardOf } from './keyboard.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await openBrowser()
})
beforeEach(async () => {
  page = await browser.newPage()
})
afterAll(() => browser.close())

/** A page of ours whose idleness is told of as the script says. */
async function aPage(requestIdleCallback: string): Promise<void> {
  await page.setContent(
    `<script>window.__reactRouterContext = {}; window.requestIdleCallback = ${requestIdleCallback}</script>`,
  )
}

test('a page that is told to be idle only when a frame is asked for is drawn', async () => {
  await aPage(`(told) => {
    const draw = window.requestAnimationFrame
    window.requestAnimationFrame = (frame) => draw(() => {
      window.requestAnimationFrame = draw
      told()
      frame()
    })
  }`)
  await expect(untilDrawn(page, 5_000)).resolves.toBeUndefined()
})

test('of a page that is never idle it is said that it was waited for', async () => {
  await aPage('() => {}')
  await expect(untilDrawn(page, 500)).rejects.toThrow('waited 0.5 s for about:blank drawn')
})

test('who follows a link from a page that yet notes itself in the history comes to the other page', async () => {
  await page.route('http://brikke.test/', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<a href="/there" onclick="event.preventDefault(); setTimeout(() => history.pushState({}, '', '/there'), 300)">There</a>
        <script>
          window.__reactRouterContext = {}
          const idle = window.requestIdleCallback
          window.requestIdleCallback = (told) => setTimeout(() => idle(told), 150)
          setTimeout(() => history.replaceState({ index: 0 }, ''), 100)
        </script>`,
    }),
  )
  await page.goto('http://brikke.test/')
  await follow(page.getByRole('link', { name: 'There' }))
  expect(page.url()).toBe('http://brikke.test/there')
})

test('of a link the keyboard cannot come to it is said where the focus stayed', async () => {
  await page.setContent(`
    <button id="trap" onkeydown="event.preventDefault()">Fast</button>
    <a href="#">Videre</a>`)
  await page.locator('#trap').focus()
  await page.keyboard.press('Shift')
  const link = page.getByRole('link', { name: 'Videre' })
  await expect(keyboardOf(page).reach(link)).rejects.toThrow(
    /does not reach .*Videre.*BUTTON trap, BUTTON trap$/,
  )
})
