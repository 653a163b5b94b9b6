import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { until } from './installation.ts'

export type Message = { readonly channel: string; readonly subject: string; readonly text: string }

/** All that was sent to somebody, oldest first, as the sandbox's inbox has it. */
export async function messagesTo(sandboxUrl: string, recipient: string): Promise<readonly Message[]> {
  const answer = await fetch(`${sandboxUrl}/innboks.json?til=${encodeURIComponent(recipient)}`)
  return ((await answer.json()) as Message[]).toReversed()
}

/**
 * Waits for a message, opens it in the inbox as a person would, and follows every link in it: each must answer. No
 * message has a link to pay by, nor an amount: it may be read by others, and nobody is to learn to pay by a link.
 */
export async function readMessage(
  page: Page,
  sandboxUrl: string,
  of: { recipient: string; subject: string },
): Promise<string> {
  await until(async () =>
    (await messagesTo(sandboxUrl, of.recipient)).some(({ subject }) => subject === of.subject),
  )
  await page.goto(`${sandboxUrl}/innboks?til=${encodeURIComponent(of.recipient)}`)
  const message = page.getByRole('article', { name: of.subject })
  expect(await message.count(), of.subject).toBe(1)
  const text = await message.locator('pre').innerText()
  const links = await message.locator('a').evaluateAll(addressesOf)
  for (const link of links) expect((await page.request.get(link)).status(), link).toBe(200)
  expect(await message.locator('pre a').count()).toBe(0)
  expect(text).not.toMatch(/\d[,.]\d\d|kr\b/)
  return text
}

/** As `readMessage`: one SMS of this text, read where the sandbox shows it. It has no link, for none of ours ever has. */
export async function readSms(
  page: Page,
  sandboxUrl: string,
  of: { recipient: string; text: string },
): Promise<void> {
  const arrived = async () =>
    (await messagesTo(sandboxUrl, of.recipient)).filter(
      ({ channel, text }) => channel === 'sms' && text === of.text,
    )
  await until(async () => (await arrived()).length > 0)
  expect(await arrived()).toHaveLength(1)
  await page.goto(`${sandboxUrl}/innboks?til=${encodeURIComponent(of.recipient)}`)
  const message = page.locator('article').filter({ hasText: of.text })
  expect(await message.count(), of.text).toBe(1)
  expect(await message.locator('pre a').count()).toBe(0)
  expect(of.text).not.toMatch(/https?:|\d[,.]\d\d|kr\b/)
}

/** Runs in the browser; typed by what it uses, for the tests know no DOM. */
function addressesOf(elements: readonly object[]): readonly string[] {
  return (elements as readonly { readonly href: string }[]).map(({ href }) => href)
}
