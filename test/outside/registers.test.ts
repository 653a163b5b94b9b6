import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pageRegisters, sandboxRegisters } from '#api/page-registers.ts'
import type { Sandbox } from '../../sandbox/server.ts'
import { aSandbox, postTo } from './sandbox-world.ts'

const DAG = '02896910054'
let sandbox: Sandbox
let registers: ReturnType<typeof pageRegisters>

beforeAll(async () => {
  sandbox = await aSandbox()
  registers = pageRegisters(sandboxRegisters(sandbox.url))
})
afterAll(async () => sandbox.close())

describe('Altinn', () => {
  test('names those one may act for, with sub-units, the deleted, headings, and why', async () => {
    const one = { isDeleted: false, under: undefined }
    expect(await registers.rights.organisationsOf(DAG)).toEqual([
      { ...one, organisationNumber: '314000001', name: 'FJORD TRANSPORT AS', because: 'general-manager' },
      {
        ...one,
        organisationNumber: '314000002',
        name: 'FJORD TRANSPORT AS AVD SANDNES',
        because: 'general-manager',
        under: '314000001',
      },
      {
        ...one,
        organisationNumber: '314000003',
        name: 'BERG OG SØNN AS',
        because: 'chair',
        isDeleted: true,
      },
      { ...one, organisationNumber: '314000004', name: 'NYE BUD AS', because: 'delegated' },
      { ...one, organisationNumber: '314000005', name: 'OVERBY HOLDING AS', because: undefined },
      {
        ...one,
        organisationNumber: '314000006',
        name: 'OVERBY LAGER',
        because: 'delegated',
        under: '314000005',
      },
    ])
    expect(await registers.rights.organisationsOf('20914695016')).toEqual([])
  })

  test('that is down, or does not know us, gives no answer and no right', async () => {
    await postTo(`${sandbox.url}/altinn/down`, { down: true })
    expect(await registers.rights.organisationsOf(DAG)).toBe('no-answer')
    await postTo(`${sandbox.url}/altinn/down`, { down: false })
    const settings = sandboxRegisters(sandbox.url)
    const strangers = pageRegisters({ ...settings, altinn: { ...settings.altinn, token: 'guessed' } })
    expect(await strangers.rights.organisationsOf(DAG)).toBe('no-answer')
  })

  test('gives nobody a right by a resource that is another’s', async () => {
    const settings = sandboxRegisters(sandbox.url)
    const other = pageRegisters({ ...settings, altinn: { ...settings.altinn, resource: 'another' } })
    const found = await other.rights.organisationsOf(DAG)
    expect(found === 'no-answer' ? found : found.map(({ name }) => name)).toEqual([
      'FJORD TRANSPORT AS',
      'FJORD TRANSPORT AS AVD SANDNES',
      'BERG OG SØNN AS',
    ])
  })
})

describe('the register of organisations', () => {
  test('knows units and sub-units, and says which are deleted and which are none', async () => {
    const organisation = (number: string) => registers.organisations.organisation(number)
    expect(await organisation('314000001')).toEqual({
      answer: 'found',
      name: 'FJORD TRANSPORT AS',
      street: 'Kaiveien 4',
      postalCode: '5003',
      place: 'Bergen',
    })
    expect(await organisation('314000002')).toMatchObject({ answer: 'found', place: 'Sandnes' })
    expect(await organisation('314000003')).toEqual({ answer: 'deleted' })
    expect(await organisation('999999999')).toEqual({ answer: 'unknown' })
  })

  test('that is down gives no answer', async () => {
    await postTo(`${sandbox.url}/enhetsregisteret/down`, { down: true })
    expect(await registers.organisations.organisation('314000001')).toEqual({ answer: 'no-answer' })
    await postTo(`${sandbox.url}/enhetsregisteret/down`, { down: false })
  })
})
