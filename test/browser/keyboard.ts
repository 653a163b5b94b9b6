import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { LIMIT_MS, limited, untilDrawn } from './browser.ts'

/** More stops than any page has before what is looked for. */
const STOPS_MAX = 300

/**
 * Uses a page by the keyboard alone: Tab, arrows, Space, Enter, and what is typed. Whatever the focus comes to on its way
 * must be seen to have it.
 */
export function keyboardOf(page: Page) {
  const press = (key: string) => limited(`the key ${key}`, page.keyboard.press(key))
  const write = (text: string) => limited(`the keys ${text}`, page.keyboard.type(text))
  const seenFrom = (target: Locator) =>
    limited(`the focus, seen from ${String(target)}`, target.evaluate(look))

  async function reach(
    target: Locator,
    arrived: (stop: Stop) => boolean = ({ isThere }) => isThere,
  ): Promise<void> {
    await target.waitFor()
    const stops: string[] = []
    const until = Date.now() + LIMIT_MS
    while (stops.length < STOPS_MAX && Date.now() < until) {
      const stop = await seenFrom(target)
      if (stop.isOnPage) expect([stop.name, stop.isSeen]).toEqual([stop.name, true])
      if (arrived(stop)) return
      // The first stop of each page, for whoever does not want its header.
      if (stop.isSkip && !stop.isBehind) await press('Enter')
      await press(stop.isBehind ? 'Shift+Tab' : 'Tab')
      stops.push(stop.name)
    }
    throw new Error(
      `the keyboard does not reach ${String(target)}: ${stops.length} stops, at last ${stops.slice(-4).join(', ')}`,
    )
  }

  return {
    reach: (target: Locator) => reach(target),

    /** Enter on a link or a button, and the page it leads to: a key pressed before it is drawn may be lost. */
    async enter(target: Locator): Promise<void> {
      await reach(target)
      await Promise.all([page.waitForEvent('framenavigated'), press('Enter')])
      await page.waitForLoadState()
      await untilDrawn(page)
    },

    async type(target: Locator, text: string): Promise<void> {
      await reach(target)
      await press('ControlOrMeta+A')
      if (text === '') await press('Delete')
      await write(text)
    },

    /** One stop for all of a group's radio buttons, and arrows among them. */
    async choose(radio: Locator): Promise<void> {
      await reach(radio, ({ isThere, isInGroup }) => isThere || isInGroup)
      if ((await seenFrom(radio)).isThere) return press('Space')
      for (let i = 0; i < STOPS_MAX && !(await radio.isChecked()); i++) await press('ArrowDown')
      expect(await radio.isChecked()).toBe(true)
    },

    async tick(box: Locator): Promise<void> {
      await reach(box)
      await press('Space')
      expect(await box.isChecked()).toBe(true)
    },

    /** By the first letters of what stands in the list. */
    async pick(list: Locator, text: string): Promise<void> {
      await reach(list)
      await write(text)
      expect(await list.locator('option:checked').innerText()).toMatch(new RegExp(`^${text}`, 'i'))
    },

    /** What is wrong has the focus, and its first link leads to the field. */
    async toFault(field: Locator): Promise<void> {
      await expect.poll(() => page.evaluate('document.activeElement.matches(".faults")')).toBe(true)
      await reach(page.locator('.faults a').first())
      await press('Enter')
      await expect.poll(async () => (await seenFrom(field)).isThere).toBe(true)
      // A button is never invalid: it has what is wrong as its description.
      const isButton = (await seenFrom(field)).name.startsWith('BUTTON')
      const said = await field.getAttribute(isButton ? 'aria-describedby' : 'aria-invalid')
      expect(said).toMatch(isButton ? /-fault$/ : /^true$/)
    },

    /** A new step or a receipt: its heading has the focus. */
    async atHeading(name: string | RegExp): Promise<void> {
      const heading = page.getByRole('heading', { level: 1, name })
      await heading.waitFor()
      await expect.poll(async () => (await seenFrom(heading)).name, { timeout: 5_000 }).toMatch(/^H1 /)
    },
  }
}

export type Keyboard = ReturnType<typeof keyboardOf>

type Stop = ReturnType<typeof look>

/** As much of an element as is asked about; the types of the browser are not ours. */
type Element = {
  readonly id: string
  readonly name?: string
  readonly type?: string
  readonly textContent: string | null
  readonly tagName: string
  readonly ownerDocument: {
    readonly activeElement: Element | null
    readonly body: Element
    readonly defaultView: View
  }
  matches(selector: string): boolean
  compareDocumentPosition(other: Element): number
  getBoundingClientRect(): { readonly width: number; readonly height: number }
}
type View = {
  getComputedStyle(of: Element): {
    readonly outlineStyle: string
    readonly outlineWidth: string
    readonly boxShadow: string
  }
}

/** In the browser: where the focus is, seen from an element. */
function look(one: object) {
  const target = one as Element
  const { activeElement, body, defaultView } = target.ownerDocument
  const at = activeElement ?? body
  const { outlineStyle, outlineWidth, boxShadow } = defaultView.getComputedStyle(at)
  const { width, height } = at.getBoundingClientRect()
  const isSkip = at.matches('.ds-skip-link')
  const hasRing = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none'
  return {
    isThere: at === target,
    isInGroup: at.type === 'radio' && at.name !== undefined && at.name === target.name,
    isOnPage: at !== body && at.tagName !== 'H1',
    // The skip link is seen by being there: without focus it is not.
    isSeen: (hasRing || isSkip) && width > 1 && height > 1,
    isSkip,
    isBehind: at !== body && (at.compareDocumentPosition(target) & 2) > 0,
    name: `${at.tagName} ${at.id || (at.textContent ?? '').trim().slice(0, 40)}`,
  }
}
