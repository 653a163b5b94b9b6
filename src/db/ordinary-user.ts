import { execFile } from 'node:child_process'
import { hash } from 'node:crypto'
import { existsSync } from 'node:fs'
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** How the server runs as somebody who is not root, and from where. */
export type OrdinaryUser = {
  /** Put in front of its commands. */
  readonly prefix: readonly string[]
  /** What its processes are started with. */
  readonly as: { readonly uid?: number; readonly gid?: number; readonly cwd: string }
  /** Its binaries and its data, where it can reach them. */
  readonly native: string
  readonly data: string
}

export type RootSettings = {
  /** Undefined: a namespace if one may be opened, else another user. */
  readonly by?: 'namespace' | 'other-user'
  /** Folders everybody can enter, for a copy of the binaries, and for data that lies where only root may enter. */
  readonly openFolders?: readonly string[]
}

/**
 * PostgreSQL refuses to run as root. Root starts it in a user namespace of its own: inside, the server is an ordinary
 * user; outside, its files are still root's. Where no namespace may be opened, it runs as another user, from a copy of
 * its binaries, because that user often cannot enter the folder they lie in.
 */
export async function ordinaryUser(
  at: { native: string; home: string },
  root: RootSettings = {},
): Promise<OrdinaryUser> {
  const data = join(resolve(at.home), 'postgres')
  const ours = { native: at.native, data, as: { cwd: at.native } }
  await mkdir(at.home, { recursive: true, mode: 0o700 })
  if (process.getuid?.() !== 0) {
    await mkdir(data, { recursive: true, mode: 0o700 })
    return { ...ours, prefix: [] }
  }
  const namespace = root.by === 'other-user' ? undefined : await openNamespace()
  if (namespace) return { ...ours, prefix: namespace, data: await ownedData(data, 0) }
  const failed: unknown[] = []
  for (const folder of root.by === 'namespace' ? [] : (root.openFolders ?? ['/var/tmp', tmpdir()])) {
    try {
      return await otherUser(at, folder)
    } catch (error) {
      failed.push(error)
    }
  }
  throw new AggregateError(
    failed,
    'PostgreSQL does not run as root, and this machine lets root neither open a user namespace (unshare --user) nor ' +
      'run a copy of it as another user. Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server. ' +
      failed.map(String).join('; '),
  )
}

/** User 1 («daemon») is in every Linux system's user list, and initdb asks for a name. */
const DAEMON = 1

async function openNamespace(): Promise<readonly string[] | undefined> {
  const prefix = ['unshare', '--user', `--map-user=${DAEMON}`, `--map-group=${DAEMON}`, '--']
  try {
    await run(prefix[0] ?? '', [...prefix.slice(1), 'true'])
    return prefix
  } catch {
    return undefined
  }
}

async function otherUser(at: { native: string; home: string }, folder: string): Promise<OrdinaryUser> {
  const native = await copyOnce(at.native, folder)
  const as = { uid: DAEMON, gid: DAEMON, cwd: native }
  // Told here rather than by a server that does not start: a folder may forbid programs, a container other users.
  await run(join(native, 'bin', 'postgres'), ['--version'], as)
  const place = await reachablePlace(at.home, folder)
  await chown(place, 0, DAEMON)
  await chmod(place, 0o710)
  return { prefix: [], as, native, data: await ownedData(join(place, 'postgres'), DAEMON) }
}

/**
 * One copy of each version, root's own and read by all. The folder is open to everybody, so what stands there is looked
 * at before it is run; and the copy gets its name when it is whole.
 */
async function copyOnce(native: string, folder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(folder, `brikke-postgres-${version}-${process.arch}`)
  if (!existsSync(copy)) {
    const fresh = await mkdtemp(`${copy}-`)
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
    await run('chmod', ['-R', 'a+rX,go-w', fresh])
    try {
      await rename(fresh, copy)
    } catch (error) {
      await rm(fresh, { recursive: true })
      // Somebody who started at the same moment was first.
      if (!existsSync(copy)) throw error
    }
  }
  await expectRootsOwn(copy)
  return copy
}

async function expectRootsOwn(folder: string): Promise<void> {
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0)
    throw new Error(`${folder} is not root's alone: somebody else may have put it there`)
}

/** The home itself if the way to it is open, else a folder beside the copy that the home's link leads to. */
async function reachablePlace(home: string, folder: string): Promise<string> {
  const path = await realpath(home)
  if (await isOpenWay(dirname(path))) return path
  const place = join(folder, `brikke-data-${hash('sha256', path, 'hex').slice(0, 16)}`)
  await mkdir(place, { recursive: true, mode: 0o710 })
  await expectRootsOwn(place)
  const [link, data] = [join(path, 'postgres'), join(place, 'postgres')]
  const leadsTo = await readlink(link).catch(() => undefined)
  if (leadsTo === undefined && existsSync(link))
    throw new Error(`${link} lies where only root may enter; set BRIKKE_HOME to a folder all can enter`)
  if (leadsTo !== data) {
    await rm(link, { force: true })
    await symlink(data, link)
  }
  return place
}

async function isOpenWay(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  return folder === dirname(folder) || isOpenWay(dirname(folder))
}

/** The data folder, there and owned by who runs the server: the other way to run it may have made it. */
async function ownedData(link: string, uid: number): Promise<string> {
  const data = await realpath(link).catch(() => link)
  await mkdir(data, { recursive: true, mode: 0o700 })
  if ((await stat(data)).uid !== uid) await run('chown', ['-R', `${uid}:${uid}`, data])
  return data
}
