import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { SESSION_COOKIE } from '#access/cookie.ts'
import { asParty, type Db } from '#db/connection.ts'
import { freePort } from '#db/free-port.ts'
import { benchServer } from './database.ts'
import type { Figure, Options } from './main.ts'
import { percentile } from './measure.ts'
import { EACH_MONTH, LAST_MONTH, logInMany, makePassages } from './min-side-data.ts'
import { firstLoad } from './min-side-load.ts'
import { recipe } from './rating-data.ts'
import { makeOnce, within } from './rating-run.ts'

const PASSAGES = 20_000_000
const REQUESTS_A_SECOND = 50
const SECONDS = 20
const PATH = `/min-side/passeringer/${LAST_MONTH.slice(0, 7)}`

/** Min side: a page of passages among very many, and what a first visit weighs. */
export async function minSide(say: (text: string) => void, options: Options): Promise<readonly Figure[]> {
  const folder = join(options.folder, `min-side-${options.scale}-${await recipe()}`)
  await clear(options, folder)
  const server = await benchServer(folder)
  try {
    await makeOnce(server, 'passages', say, async (name) => {
      await server.create(name)
      await within(server, name, (db) => makePassages(db.owner, Math.round(PASSAGES * options.scale)))
    })
    return await within(server, 'passages', (db) =>
      measureMinSide(db, say, { seconds: Math.ceil(SECONDS * Math.min(1, options.scale * 10)) }),
    )
  } finally {
    await server.stop()
    if (options.clean) await clear(options, '')
  }
}

/** What was kept for this scale by another recipe is of no use; `--clean` takes all of it. */
async function clear({ folder, scale, clean }: Options, keep: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((n) => n.startsWith(clean ? 'min-side-' : `min-side-${scale}-`)))
    if (clean || join(folder, name) !== keep) await rm(join(folder, name), { recursive: true })
}

/** The pages as an installation serves them. */
export async function measureMinSide(
  db: { readonly owner: Db; readonly app: Db; readonly appUrl: string },
  say: (text: string) => void,
  { seconds, slower }: { seconds: number; slower?: number },
): Promise<readonly Figure[]> {
  const now = Date.now()
  const tokens = await logInMany(db.owner, { count: REQUESTS_A_SECOND * 4, now })
  const site = await serveMinSide(db.appUrl, now)
  try {
    const visit = async (i: number) => {
      const headers = { cookie: `${SESSION_COOKIE}=${tokens[i % tokens.length]}` }
      const answer = await fetch(`${site.url}${PATH}`, { headers })
      const shown = (await answer.text()).split('class="passage"').length - 1
      if (answer.status !== 200 || shown !== EACH_MONTH)
        throw new Error(`${answer.status} with ${shown} passages`)
    }
    // Compiled code and warm caches, as a server has that has run for a while.
    await paced(seconds, visit)
    const spent = await paced(seconds, visit)
    const floor = await paced(seconds, (i) => rawPage(db.app, 1 + (i % tokens.length)))
    const [p95, floor95] = [percentile(spent, 95), percentile(floor, 95)]
    say(
      `a page of ${EACH_MONTH} passages at ${REQUESTS_A_SECOND}/s: median ${percentile(spent, 50).toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; its rows by one query ${floor95.toFixed(1)} ms`,
    )
    return [
      figure('min-side.page_ms_p95', p95, 'ms', floor95),
      ...(await firstLoad(`${site.url}${PATH}`, `${SESSION_COOKIE}=${tokens[0]}`, slower)),
    ]
  } finally {
    site.close()
  }
}

/** So many a second whatever they take: who waits, waits in the measured time too. */
async function paced(seconds: number, ask: (i: number) => Promise<void>): Promise<readonly number[]> {
  const begun = performance.now()
  const spent: Promise<number>[] = []
  for (let i = 0; i < seconds * REQUESTS_A_SECOND; i++) {
    const due = begun + (i * 1000) / REQUESTS_A_SECOND
    const early = due - performance.now()
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    spent.push(ask(i).then(() => performance.now() - due))
  }
  return Promise.all(spent)
}

/** The page's rows with nothing around them. */
async function rawPage(app: Db, partyId: number): Promise<void> {
  await asParty(
    app,
    [partyId],
    (tx) => tx`
      select p.id, p.passed_at, s.name, c.amount_ore, c.because
      from passage p join station s on s.id = p.station_id
      left join charge c on c.party_id = p.party_id and c.passage_id = p.id and c.month_on = p.month_on and c.reversed_by is null
      where p.party_id = ${partyId} and p.month_on = ${LAST_MONTH} order by p.passed_at desc limit ${EACH_MONTH}`,
  )
}

/** In processes of its own, as an installation's: whoever asks does not take its time. */
async function serveMinSide(appUrl: string, now: number): Promise<{ url: string; close: () => void }> {
  const port = await freePort()
  const server = fork(join(import.meta.dirname, 'min-side-server.ts'), [appUrl, String(port), String(now)])
  await once(server, 'message')
  return { url: `http://localhost:${port}`, close: () => void server.kill() }
}

function figure(name: string, value: number, unit: string, floor: number): Figure {
  const rounded = (number: number) => Math.round(number * 100) / 100
  return { name, value: rounded(value), unit, floor: rounded(floor), ratio: rounded(value / floor) }
}
