import { posix } from 'node:path'
import { isTest, type Source } from './source.ts'

/** The architecture: a file imports only from its own folder and from folders before it. */
export const RIVER = [
  'core',
  'words',
  'formats',
  'db',
  'ledger',
  'customers',
  'access',
  'agreements',
  'tags',
  'passages',
  'rating',
  'invoices',
  'payments',
  'dunning',
  'settlement',
  'ferry',
  'cases',
  'outside',
  'jobs',
  'api',
  'web',
] as const

/** What a file imports against the current, or by a way round the river. */
export function againstTheCurrent({ path, folder, imports }: Source): readonly string[] {
  return imports.flatMap((target) => {
    const why = wrongWith(target, { path, folder })
    return why === undefined ? [] : [`${path} imports ${target}: ${why}`]
  })
}

function wrongWith(target: string, { path, folder }: { path: string; folder: string }): string | undefined {
  if (target.startsWith('.')) {
    const reached = posix.join(posix.dirname(path), target)
    if (/(^|\/)sandbox\//.test(reached)) return 'src and web never import the sandbox'
    const home = folder === 'web' ? 'web/' : folder === 'main' ? 'src/main.ts' : `src/${folder}/`
    return reached.startsWith(home) ? undefined : 'across folders say #folder/file.ts'
  }
  if (!target.startsWith('#')) return undefined
  const other = target.slice(1).split('/')[0] ?? ''
  if (other === 'test') return isTest(path) ? undefined : 'only a test imports #test'
  const [from, to] = [placeOf(folder), placeOf(other)]
  if (to < 0 || from < 0) return `#${other} is not in the river`
  return to > from ? `#${other} is downstream of ${folder}` : undefined
}

function placeOf(folder: string): number {
  return folder === 'main' ? RIVER.length : (RIVER as readonly string[]).indexOf(folder)
}

/** The sandbox is the outside world: it knows nothing of us but what goes over the wire. */
export function sandboxImports({ path, imports }: Source): readonly string[] {
  return imports
    .filter(
      (target) =>
        target.startsWith('#') ||
        (target.startsWith('.') && !posix.join(posix.dirname(path), target).startsWith('sandbox/')),
    )
    .filter((target) => !(isTest(path) && target.startsWith('#test/')))
    .map((target) => `${path} imports ${target}: the sandbox imports nothing of ours`)
}
