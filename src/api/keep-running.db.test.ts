import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { freePort } from '#db/free-port.ts'
import { TEST_PASSWORDS, testDatabase } from '#test/database.ts'

const database = testDatabase()
const home = mkdtempSync(join(tmpdir(), 'brikke-workers-'))
let said = ''
let parent: ChildProcess
let port = 0

beforeAll(async () => {
  port = await freePort()
  const keys = {
    superuser: 'unused-superuser-password',
    encryption: '07'.repeat(32),
    digest: '07'.repeat(32),
  }
  writeFileSync(join(home, 'secrets.json'), JSON.stringify({ ...TEST_PASSWORDS, ...keys }))
})

afterAll(() => {
  parent?.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

test('two workers run; one that is killed is started again; told to stop, all are gone', {
  timeout: 60_000,
}, async () => {
  const { children, exited } = await started(['work', '--workers', '2'])
  // They are at work when they have done what is due of the schedule, each turn once.
  await until(async () => {
    const runs = await database.batch<
      { tries: number }[]
    >`select tries from scheduled_run where finished_at is not null`
    return runs.length > 0 && runs.every(({ tries }) => tries === 1)
  })
  const now = await oneIsKilled(children, 'a worker')
  parent.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(now.filter(isAlive)).toEqual([])
})

test('two processes serve one port; while one that was killed is started again the other answers', {
  timeout: 60_000,
}, async () => {
  const { children, exited } = await started(['serve', '--processes', '2'])
  await until(isServed)
  const now = await oneIsKilled(children, 'a server of pages')
  await until(isServed)
  parent.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(now.filter(isAlive)).toEqual([])
})

async function started(args: string[]): Promise<{ children: number[]; exited: Promise<number | null> }> {
  said = ''
  parent = spawn(process.execPath, ['src/main.ts', ...args], {
    env: {
      ...process.env,
      BRIKKE_HOME: home,
      DATABASE_URL: inject('postgresUrl'),
      BRIKKE_DATABASE: new URL(database.urlFor('batch')).pathname.slice(1),
      MIN_SIDE_PORT: String(port),
      // Nobody answers there: what is asked of the world is not what is tried here.
      SANDBOX_URL: 'http://127.0.0.1:9',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  parent.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => parent.once('exit', resolve))
  return { children: await childrenOf(2), exited }
}

/** Back with those that run when another has taken its place. */
async function oneIsKilled(children: readonly number[], name: string): Promise<number[]> {
  process.kill(children[0] ?? 0, 'SIGKILL')
  await until(async () => said.includes(`${name} ended (SIGKILL) and is started again`))
  const now = await childrenOf(2)
  expect(now).toContain(children[1])
  expect(now).not.toContain(children[0])
  return now
}

async function isServed(): Promise<boolean> {
  return fetch(`http://localhost:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

async function childrenOf(count: number): Promise<number[]> {
  const children = () =>
    readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean)
      .map(Number)
  await until(async () => children().length === count)
  return children()
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`it did not come to that: ${said}`)
}
