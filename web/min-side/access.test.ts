import type { ServerBuild } from 'react-router'
import { expect, test } from 'vitest'
import { accessManifest } from './access.ts'
import { pageNumber } from './page-number.ts'

function routes(...given: { id: string; path?: string; parentId?: string; access?: unknown }[]) {
  return Object.fromEntries(
    given.map(({ access, ...route }) => [
      route.id,
      { ...route, module: access === undefined ? {} : { access } },
    ]),
  ) as unknown as ServerBuild['routes']
}

test('the manifest says of each address who may call it', () => {
  const manifest = accessManifest(
    routes(
      { id: 'root', path: '' },
      { id: 'layout', parentId: 'root', access: 'customer' },
      { id: 'invoice', parentId: 'layout', path: 'min-side/fakturaer/:publicId', access: 'customer' },
      { id: 'log-in', parentId: 'root', path: 'logg-inn', access: 'anyone' },
    ),
  )
  expect([...manifest]).toEqual([
    ['/min-side/fakturaer/:publicId', 'customer'],
    ['/logg-inn', 'anyone'],
  ])
})

test('a route that does not say who may call it stops the start', () => {
  expect(() => accessManifest(routes({ id: 'routes/new', path: 'ny' }))).toThrow('routes/new')
  expect(() => accessManifest(routes({ id: 'routes/new', path: 'ny', access: 'everyone' }))).toThrow()
})

test('a page number is a whole number from 1', () => {
  const page = (query: string) => pageNumber(new URL(`http://localhost/?${query}`))
  expect(page('side=3')).toBe(3)
  for (const query of ['', 'side=0', 'side=-1', 'side=1e9', 'side=x', 'side=123456'])
    expect(page(query)).toBe(1)
})
