import type { Locator, Page } from 'playwright-core'
import { follow } from './browser.ts'
import { keyboardOf } from './keyboard.ts'

/** How a page is used: by the keyboard alone where it has scripts, as most who cannot use a mouse do; else by pointing. */
export function handsOf(page: Page, { scripts }: { readonly scripts: boolean }) {
  const keys = keyboardOf(page)
  const check = (box: Locator) => box.check()
  return scripts
    ? {
        press: keys.enter,
        write: keys.type,
        tick: keys.tick,
        choose: keys.choose,
        /** What is wrong has the focus first, and leads to its field. */
        toFault: keys.toFault,
      }
    : {
        press: follow,
        write: (field: Locator, text: string) => field.fill(text),
        tick: check,
        choose: check,
        toFault: async () => undefined,
      }
}
