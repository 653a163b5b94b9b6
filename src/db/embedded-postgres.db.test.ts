import { execFileSync } from 'node:child_process'
import { chmod, chown, lstat, mkdir, mkdtemp, readFile, readlink, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from './connection.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import type { RootSettings } from './ordinary-user.ts'

const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0
const DAEMON = 1

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

describe.runIf(isRootOnLinux)('where root may not open a user namespace', () => {
  const otherUser = (): RootSettings => ({ by: 'other-user', openFolders: [open] })

  test('the server runs as another user from a copy, its data where that user can reach it', async () => {
    const home = join(closed, 'home')
    expect(await tally(home, otherUser())).toEqual({ count: 1, uid: DAEMON })
    const data = await readlink(join(home, 'postgres'))
    expect(data.startsWith(open)).toBe(true)
    expect((await stat(data)).uid).toBe(DAEMON)
    expect(await enteredByNobody(data)).toBe(true)
    expect(await tally(home, otherUser())).toEqual({ count: 2, uid: DAEMON })
  })

  test('the copy is made once, is root’s, and nobody else can write in it', async () => {
    const copy = await copyIn(open)
    const made = (await stat(copy)).ctimeMs
    await tally(join(closed, 'home'), otherUser())
    expect((await stat(copy)).ctimeMs).toBe(made)
    expect(execFileSync('find', [copy, '-not', '-uid', '0']).toString()).toBe('')
    expect(execFileSync('find', [copy, '-not', '-type', 'l', '-perm', '/022']).toString()).toBe('')
    expect(execFileSync('find', [copy, '-not', '-perm', '-004']).toString()).toBe('')
  })

  test('the data stays at home where the way to it is open, and no others may look there', async () => {
    const home = join(open, 'home')
    expect(await tally(home, otherUser())).toEqual({ count: 1, uid: DAEMON })
    expect((await lstat(join(home, 'postgres'))).isSymbolicLink()).toBe(false)
    expect((await stat(home)).mode & 0o777).toBe(0o710)
    expect(await enteredByNobody(home)).toBe(true)
  })

  test('what a server in a namespace has made is taken over, and handed back', async () => {
    const home = join(open, 'both')
    const ways: RootSettings[] = mayOpenNamespace() ? [{ by: 'namespace' }, otherUser(), {}] : [otherUser()]
    const counts: number[] = []
    for (const way of ways) counts.push((await tally(home, way)).count)
    expect(counts).toEqual(ways.map((_, index) => index + 1))
  })

  test('a copy that somebody else put there is not run', async () => {
    const trap = await mkdtemp(join(open, 'trap-'))
    await chmod(trap, 0o755)
    const planted = join(trap, (await copyIn(open)).split('/').at(-1) ?? '')
    await mkdir(planted)
    await chown(planted, DAEMON, DAEMON)
    const home = join(closed, 'trapped')
    await expect(tally(home, { by: 'other-user', openFolders: [trap] })).rejects.toThrow('somebody else')
    expect(await tally(home, { by: 'other-user', openFolders: [trap, open] })).toMatchObject({ count: 1 })
  })
})

/** Starts the server, counts one more start in its data, and stops it. */
async function tally(home: string, root: RootSettings): Promise<{ count: number; uid: number }> {
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

async function copyIn(folder: string): Promise<string> {
  const found = execFileSync('find', [folder, '-maxdepth', '1', '-name', 'brikke-postgres-*'])
    .toString()
    .trim()
  expect(found.split('\n')).toHaveLength(1)
  return found
}

/** Neither root nor the server's user: whoever else has an account here. */
async function enteredByNobody(folder: string): Promise<boolean> {
  try {
    execFileSync('ls', [folder], { uid: 65534, gid: 65534, stdio: 'ignore', cwd: '/' })
    return false
  } catch {
    return true
  }
}

function mayOpenNamespace(): boolean {
  try {
    execFileSync('unshare', ['--user', '--map-user=1', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
