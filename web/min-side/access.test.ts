import type { ServerBuild } from 'react-router'
import { expect, test } from 'vitest'
import { accessManifest, fileRoutes, sizeRefused } from './access.ts'
import { formKey } from './form-key.ts'
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

test('a form says how large it is, and is no larger than a form is, but where files are sent', () => {
  const refused = (takesFiles: boolean, headers: Record<string, string>) =>
    sizeRefused(new Headers(headers), takesFiles)
  expect(refused(false, { 'content-length': '131072' })).toBeUndefined()
  expect(refused(false, { 'content-length': '131073' })).toBe(413)
  expect(refused(true, { 'content-length': '131073' })).toBeUndefined()
  expect(refused(true, { 'transfer-encoding': 'chunked' })).toBe(411)
  expect(refused(false, {})).toBeUndefined()
  const given = routes(
    { id: 'case', path: 'sak', access: 'customer' },
    { id: 'list', path: 'liste', access: 'customer' },
  ) as unknown as Record<string, { module: { takesFiles?: boolean } }>
  if (given.case) given.case.module.takesFiles = true
  expect([...fileRoutes(given as unknown as ServerBuild['routes'])]).toEqual(['/sak'])
})

test('a form’s key is of what it says: the same again is the same, another file or text is not', async () => {
  const filled = (csrf: string, text: string, file: string) => {
    const form = new FormData()
    form.set('csrf', csrf)
    form.set('tekst', text)
    form.set('fil', new File([file], 'liste.csv'))
    return formKey('k', form)
  }
  const first = await filled('a', 'hei', '1')
  expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(await filled('b', 'hei', '1')).toBe(first)
  expect(await filled('a', 'hallo', '1')).not.toBe(first)
  expect(await filled('a', 'hei', '2')).not.toBe(first)
})
