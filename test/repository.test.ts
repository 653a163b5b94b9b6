import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { filesUnder, isTest, ROOT } from './architecture/source.ts'

type File = { readonly path: string; readonly text: string }

const files: readonly File[] = filesUnder('.')
  .filter((path) => !/\.(ttf|woff2?|png|jpe?g|ico|pdf|gz|zip)$|\.log$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))

describe('the repository', () => {
  test("names no host that packages come from, and no path of anybody's machine", () => {
    expect(files.flatMap(packageHosts)).toEqual([])
    expect(files.flatMap(machinePaths)).toEqual([])
  })

  test('asks for packages by exact version, and locks no address', () => {
    expect(looseVersions(JSON.parse(textOf('package.json')) as Package)).toEqual([])
    expect(textOf('package-lock.json')).not.toMatch(/"resolved"/)
  })

  test('has one title in each document', () => {
    expect(files.flatMap(titles)).toEqual([])
  })

  test('points only at what is there', () => {
    expect(files.flatMap(brokenLinks)).toEqual([])
    expect(untrueMap(textOf('README.md'), textOf)).toEqual([])
  })

  test('holds no unfinished business', () => {
    expect(files.flatMap(unfinished)).toEqual([])
  })

  test('tests the real thing, and all of it', () => {
    expect(files.flatMap(mocked)).toEqual([])
    expect(files.flatMap(leftOut)).toEqual([])
  })

  test('has no secrets or data of a running system in it', () => {
    expect(
      files.filter(({ text }) => /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)).map(({ path }) => path),
    ).toEqual([])
  })
})

describe('what is planted is caught', () => {
  const host = ['registry', 'npmjs', 'org'].join('.')
  test.each([
    ['a package host', packageHosts, { path: 'a.md', text: `from https://${host}/x` }],
    ['a home folder', machinePaths, { path: 'a.md', text: ['see ', 'home', 'kari', 'brikke'].join('/') }],
    ['two titles', titles, { path: 'a.md', text: '# One\n\n# Two\n' }],
    ['no title', titles, { path: 'a.md', text: 'Text\n' }],
    ['unfinished business', unfinished, { path: 'a.ts', text: `// ${'TO'}${'DO'}: later` }],
    ['a mock of our own', mocked, { path: 'a.test.ts', text: `vi.${'mock'}('./store.ts')` }],
    ['a test left out', leftOut, { path: 'a.test.ts', text: `test.${'skip'}('a', () => {})` }],
    ['a test alone', leftOut, { path: 'a.db.test.ts', text: `describe.${'only'}('a', () => {})` }],
  ])('%s', (_, rule, file) => {
    expect(rule(file)).toHaveLength(1)
  })

  test('a link to nothing, and a function that has moved', () => {
    expect(
      brokenLinks({ path: 'docs/a.md', text: '# A\n[b](nowhere.md) [c](https://example.org) [d](#e)' }),
    ).toHaveLength(1)
    expect(untrueMap('[src/a.ts](src/a.ts): `gone`', () => 'export function here() {}')).toHaveLength(1)
  })

  test('a loose version', () => {
    expect(
      looseVersions({ dependencies: { a: '1.2.3', b: '^1.2.3' }, devDependencies: { c: 'latest' } }),
    ).toHaveLength(2)
  })

  test('nothing in an honest file', () => {
    const file = { path: 'a.md', text: '# One\n\n```sh\n# not a title\n```\nGET /home and src/work/tags.ts' }
    expect([packageHosts, machinePaths, titles, unfinished].flatMap((rule) => rule(file))).toEqual([])
  })
})

/** Built from parts, so that this file does not name them either. */
const PACKAGE_HOSTS = [
  ['registry', 'npmjs'],
  ['registry', 'yarnpkg'],
  ['npm', 'pkg', 'github'],
  ['deb', 'debian', 'org'],
  ['pypi', 'org'],
  ['proxy', 'golang'],
].map((parts) => parts.join('.'))

function packageHosts({ path, text }: File): readonly string[] {
  const named = PACKAGE_HOSTS.filter((host) => text.includes(host))
  const stored = /artifactory|nexus\/repository|verdaccio/i.exec(
    path === 'test/repository.test.ts' ? '' : text,
  )
  return [...named, ...(stored ? [stored[0]] : [])].map((host) => `${path} names ${host}`)
}

function machinePaths({ path, text }: File): readonly string[] {
  const found = /(?<![\w.~@:/-])\/(home|Users|root|work)\/[\w.-]+/.exec(text)
  return found ? [`${path} names ${found[0]}`] : []
}

type Package = Partial<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
>

function looseVersions(of: Package): readonly string[] {
  return [of.dependencies, of.devDependencies, of.optionalDependencies]
    .flatMap((versions) => Object.entries(versions ?? {}))
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name} ${version}`)
}

function titles({ path, text }: File): readonly string[] {
  if (!path.endsWith('.md')) return []
  const found = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').match(/^# .+$/gm) ?? []
  return found.length === 1 ? [] : [`${path} has ${found.length} titles`]
}

function brokenLinks({ path, text }: File): readonly string[] {
  if (!path.endsWith('.md')) return []
  const targets = [...text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target)
  return targets
    .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(ROOT, dirname(path), target)))
    .map((target) => `${path} points at ${target}`)
}

/** README says in which file a function is: «[file](file): `name`». */
function untrueMap(readme: string, textOf: (path: string) => string): readonly string[] {
  return [...readme.matchAll(/\]\(([^)]+)\): `(\w+)`/g)]
    .filter(
      ([, path = '', name = '']) => !new RegExp(`export (async )?function ${name}\\b`).test(textOf(path)),
    )
    .map(([, path, name]) => `README.md says that ${name} is in ${path}`)
}

const UNFINISHED = new RegExp(
  `\\b(${['TO', 'FIX', 'XX'].map((a, i) => a + ['DO', 'ME', 'X'][i]).join('|')})\\b`,
)

function unfinished({ path, text }: File): readonly string[] {
  if (!/\.(ts|tsx|js|css|sql|md|typ)$|\.ci\/run$/.test(path)) return []
  const found = UNFINISHED.exec(text)
  return found ? [`${path} has ${found[0]}`] : []
}

function mocked({ path, text }: File): readonly string[] {
  return isTest(path) && /\bvi\s*\.\s*(mock|doMock)\(/.test(text) ? [`${path} mocks a module`] : []
}

function leftOut({ path, text }: File): readonly string[] {
  const found = isTest(path) ? /\b(test|it|describe)\.(skip|only|todo|skipIf|runIf|fails)\b/.exec(text) : null
  return found ? [`${path} has ${found[0]}`] : []
}

function textOf(path: string): string {
  return files.find((file) => file.path === path)?.text ?? ''
}
