import { openBrowser } from '#test/browser/browser.ts'
import type { Figure } from './main.ts'

/** What the issue allows: a figure above it has a ratio above 1. */
const LIMITS = { jsKb: 150, cssKb: 30, lcpMs: 2_000 }

/** A slow telephone: its line, and a processor a quarter of this one's. */
const SLOW_LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
}
const SLOWER = 4

/** What comes over the line on a first visit, and when the largest thing on the page stands there. `slower`: 1 is this machine as it is. */
export async function firstLoad(url: string, cookie: string, slower = SLOWER): Promise<readonly Figure[]> {
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      extraHTTPHeaders: { cookie },
    })
    const page = await context.newPage()
    const phone = await context.newCDPSession(page)
    await phone.send('Network.enable')
    if (slower > 1) await phone.send('Network.emulateNetworkConditions', SLOW_LINE)
    await phone.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await page.goto(url, { waitUntil: 'networkidle' })
    const loaded = await page.evaluate<{ name: string; bytes: number }[]>(
      'performance.getEntriesByType("resource").map((one) => ({ name: one.name, bytes: one.encodedBodySize }))',
    )
    const lcp = await page.evaluate<number>(
      'new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime)).observe({ type: "largest-contentful-paint", buffered: true }))',
    )
    const kilobytes = (end: string) =>
      loaded.filter(({ name }) => name.endsWith(end)).reduce((sum, { bytes }) => sum + bytes, 0) / 1000
    return [
      against('min-side.js_kb', kilobytes('.js'), 'kB', LIMITS.jsKb),
      against('min-side.css_kb', kilobytes('.css'), 'kB', LIMITS.cssKb),
      against('min-side.lcp_ms', lcp, 'ms', LIMITS.lcpMs),
    ]
  } finally {
    await browser.close()
  }
}

function against(name: string, value: number, unit: string, limit: number): Figure {
  return {
    name,
    value: Math.round(value * 10) / 10,
    unit,
    floor: limit,
    ratio: Math.round((value / limit) * 100) / 100,
  }
}
