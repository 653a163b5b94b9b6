import type { Locator, Page } from 'playwright-core'
import { follow } from './browser.ts'
import { keyboardOf } from './keyboard.ts'

/** How a page is used: by the keyboard alone where it has scripts, as by many who cannot point; else by pointing. */
export function handsOf(page: Page, { scripts }: { readonly scripts: boolean }) {
  const keys = scripts ? keyboardOf(page) : undefined
  return {
    press: (target: Locator) => keys?.enter(target) ?? follow(target),
    write: (field: Locator, text: string) => keys?.type(field, text) ?? field.fill(text),
    tick: (box: Locator) => keys?.tick(box) ?? box.check(),
    choose: (radio: Locator) => keys?.choose(radio) ?? radio.check(),
    pick: (list: Locator, label: string) => keys?.pick(list, label) ?? list.selectOption({ label }),
    /** A new step begins at its heading. */
    atHeading: async (name: string | RegExp) =>
      keys?.atHeading(name) ?? page.getByRole('heading', { level: 1, name }).waitFor(),
    /** What is wrong has the focus first, and leads to its field. */
    toFault: async (field: Locator) => keys?.toFault(field),
  }
}
