import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { TEST_PASSWORDS, testDatabase } from '#test/database.ts'

const database = testDatabase()
const home = mkdtempSync(join(tmpdir(), 'brikke-workers-'))
let said = ''
let parent: ChildProcess

beforeAll(() => {
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
  parent = spawn(process.execPath, ['src/main.ts', 'work', '--workers', '2'], {
    env: {
      ...process.env,
      BRIKKE_HOME: home,
      DATABASE_URL: inject('postgresUrl'),
      BRIKKE_DATABASE: new URL(database.urlFor('batch')).pathname.slice(1),
      // Nobody answers there: what is asked of the world is not what is tried here.
      SANDBOX_URL: 'http://127.0.0.1:9',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  parent.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => parent.once('exit', resolve))
  const first = await workersOf(2)
  // They are at work when they have done what is due of the schedule, each turn once.
  await until(async () => {
    const runs = await database.batch<
      { tries: number }[]
    >`select tries from scheduled_run where finished_at is not null`
    return runs.length > 0 && runs.every(({ tries }) => tries === 1)
  })
  process.kill(first[0] ?? 0, 'SIGKILL')
  await until(async () => said.includes('a worker ended (SIGKILL) and is started again'))
  const second = await workersOf(2)
  expect(second).toContain(first[1])
  expect(second).not.toContain(first[0])
  parent.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(second.filter(isAlive)).toEqual([])
})

async function workersOf(count: number): Promise<number[]> {
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
