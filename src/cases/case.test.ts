import { describe, expect, test } from 'vitest'
import type { CaseTopic } from '#words/cases.ts'
import { type About, addresseeOf, type Reachable, textFault } from './case.ts'

const ferde: Reachable = { partyId: 7, companyId: 1, code: 'ferde', name: 'Ferde AS', isMain: true }
const vegfinans: Reachable = {
  partyId: 7,
  companyId: 3,
  code: 'vegfinans',
  name: 'Vegfinans AS',
  isMain: false,
}
const subject = { nb: 'Faktura 1', nn: 'Faktura 1', en: 'Invoice 1' }
const invoice: About = { kind: 'invoice', id: 1, partyId: 7, companyId: 3, name: 'Vegfinans AS', subject }

const companyOf = (
  topic: CaseTopic,
  chosen: string,
  of: readonly Reachable[] = [ferde, vegfinans],
  about?: About,
) => {
  const to = addresseeOf(of, { topic, about, chosen })
  return 'refused' in to ? to.refused : to.companyId
}

describe('a case goes to (terms 6.1)', () => {
  test('the company of the main agreement when it is about the tag, whatever is chosen', () => {
    expect(companyOf('tag', 'vegfinans')).toBe(1)
    expect(companyOf('tag', '')).toBe(1)
  })

  test('the one chosen of several main agreements when it is about a tag', () => {
    const both = [ferde, { ...vegfinans, isMain: true }]
    expect(companyOf('tag', 'vegfinans', both)).toBe(3)
    expect(companyOf('tag', '', both)).toBe('no-company')
  })

  test('the company chosen when it is about anything else', () => {
    expect(companyOf('payment', 'vegfinans')).toBe(3)
    expect(companyOf('payment', '')).toBe('no-company')
    expect(companyOf('payment', 'bps-nord')).toBe('no-company')
  })

  test('the only company there is, unasked', () => {
    expect(companyOf('payment', '', [vegfinans])).toBe(3)
  })

  test('whoever sent the invoice it began from', () => {
    expect(companyOf('invoice', 'ferde', [ferde, vegfinans], invoice)).toBe(3)
  })
})

test('a text is neither nothing nor too long', () => {
  expect(textFault(' \n ', 10)).toBe('no-text')
  expect(textFault('12345678901', 10)).toBe('text-too-long')
  expect(textFault('1234567890', 10)).toBeUndefined()
})
