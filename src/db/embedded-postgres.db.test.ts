import { execFileSync } from 'node:child_process'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from './connection.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import type { RootSettings } from './ordinary-user.ts'

/** Who is not root needs no other user: the same settings then start the server as themselves, from where it lies. */
const isRoot = process.getuid?.() === 0
const DAEMON = 1
const SERVER = isRoot ? DAEMON : process.getuid?.()

let open: string
let closed: string
beforeAll(async () => {
  open = await mkdtemp(join(tmpdir(), 'brikke-open-'))
  await chmod(open, 0o755)
  closed = await mkdtemp(join(tmpdir(), 'brikke-closed-'))
})
afterAll(async () => {
  await rm(open, { recursive: true, force: true })
  await rm(closed, { recursive: true, force: true })
})

describe('where root may not open a user namespace', () => {
  const otherUser = (): RootSettings => ({ by: 'other-user', openFolders: [open] })

  test('the server runs as another user from a copy, its data where that user can reach it', async () => {
    const home = join(closed, 'home')
    expect(await tally(home, otherUser())).toEqual({ count: 1, uid: SERVER })
    const data = await realpath(join(home, 'postgres'))
    expect(data.startsWith(isRoot ? open : closed)).toBe(true)
    expect((await stat(data)).uid).toBe(SERVER)
    expect((await stat(data)).mode & 0o777).toBe(0o700)
    expect(await tally(home, otherUser())).toEqual({ count: 2, uid: SERVER })
  })

  test('the copy is made once, is root’s, and nobody else can write in it', async () => {
    const copies = await copiesIn(open)
    expect(copies).toHaveLength(isRoot ? 1 : 0)
    const made = await Promise.all(copies.map(async (copy) => (await stat(copy)).ctimeMs))
    await tally(join(closed, 'home'), otherUser())
    expect(await Promise.all(copies.map(async (copy) => (await stat(copy)).ctimeMs))).toEqual(made)
    for (const copy of copies) {
      expect(found(copy, '-not', '-uid', '0')).toEqual([])
      expect(found(copy, '-not', '-type', 'l', '-perm', '/022')).toEqual([])
      expect(found(copy, '-not', '-perm', '-004')).toEqual([])
    }
  })

  test('the data stays at home where the way to it is open, and no others may look there', async () => {
    const home = join(open, 'home')
    expect(await tally(home, otherUser())).toEqual({ count: 1, uid: SERVER })
    expect((await lstat(join(home, 'postgres'))).isSymbolicLink()).toBe(false)
    expect((await stat(home)).mode & 0o777).toBe(isRoot ? 0o710 : 0o700)
  })

  test('what a server in a namespace has made is taken over, and handed back', async () => {
    const home = join(open, 'both')
    const ways: RootSettings[] = mayOpenNamespace() ? [{ by: 'namespace' }, otherUser(), {}] : [otherUser()]
    const counts: number[] = []
    for (const way of ways) counts.push((await tally(home, way)).count)
    expect(counts).toEqual(ways.map((_, index) => index + 1))
  })

  test('a copy that somebody else may write in is not run', async () => {
    const trap = await mkdtemp(join(open, 'trap-'))
    await chmod(trap, 0o755)
    for (const copy of await copiesIn(open)) {
      const planted = join(trap, basename(copy))
      await mkdir(planted)
      await chmod(planted, 0o777)
    }
    const home = join(closed, 'trapped')
    const trapped = tally(home, { by: 'other-user', openFolders: [trap] })
    if (isRoot) await expect(trapped).rejects.toThrow('somebody else')
    else expect(await trapped).toMatchObject({ uid: SERVER })
    expect(await tally(home, { by: 'other-user', openFolders: [trap, open] })).toMatchObject({ uid: SERVER })
  })
})

/** Starts the server, counts one more start in its data, and stops it. */
async function tally(home: string, root: RootSettings) {
  const settings = { shared_buffers: '16MB', fsync: 'off' }
  const server = await startEmbeddedPostgres({ home, password: 'secret', settings, root })
  const db = connect(server.url, { name: 'test-start', max: 1 })
  try {
    await db`create table if not exists start (at timestamptz)`
    await db`insert into start values (now())`
    const [row] = await db<{ count: number }[]>`select count(*) from start`
    return { count: row?.count ?? 0, uid: await uidOfServer(home) }
  } finally {
    await db.end()
    await server.stop()
  }
}

async function uidOfServer(home: string): Promise<number> {
  const [pid] = (await readFile(join(home, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  return Number(/^Uid:\t(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1])
}

async function copiesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  return names.filter((name) => name.startsWith('brikke-postgres-')).map((name) => join(folder, name))
}

function found(folder: string, ...conditions: string[]): string[] {
  return execFileSync('find', [folder, ...conditions])
    .toString()
    .split('\n')
    .filter(Boolean)
}

function mayOpenNamespace(): boolean {
  try {
    execFileSync('unshare', ['--user', '--map-user=1', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
