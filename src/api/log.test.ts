import { describe, expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(event: string, facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const lines: string[] = []
  createLog({ write: (line) => lines.push(line), now: () => Date.parse('2019-12-10T07:00:00Z') })(
    event,
    facts,
  )
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain('\n')
  return JSON.parse(lines[0] ?? '') as Record<string, unknown>
}

describe('an event of the log', () => {
  test('is one line with its time and its facts', () => {
    expect(logged('bank file', { name: 'OCR-0000001.txt', payments: 3 })).toEqual({
      level: 'info',
      at: '2019-12-10T07:00:00.000Z',
      name: 'OCR-0000001.txt',
      payments: 3,
      event: 'bank file',
    })
  })

  test('with an error is told as one, on one line', () => {
    const told = logged('page-failed', { requestId: 'r-1', error: 'Error: no\n    at page.tsx:12:34' })
    expect(told).toMatchObject({
      level: 'error',
      requestId: 'r-1',
      error: 'Error: no\n    at page.tsx:12:34',
    })
  })

  test('does not tell who somebody is or where they drove, however deep it lies', () => {
    const kari = { nationalId: '20914695016', email: 'kari@example.no', plate: 'EK12345' }
    const text = JSON.stringify(logged('x', { ...kari, asked: kari, rows: [kari], kid: '310100000017' }))
    for (const secret of [...Object.values(kari), '310100000017']) expect(text).not.toContain(secret)
    expect(text).toContain('"plate":"[personal]"')
  })

  test('keeps numbers that may be somebody’s out of the text of an error', () => {
    const { error } = logged('x', { error: 'invalid input: "20914695016" at line 12' })
    expect(error).toBe('invalid input: "[number]" at line 12')
  })

  test('leaves what it was given as it was', () => {
    const facts = { plate: 'EK12345', asked: { email: 'kari@example.no' } }
    logged('x', facts)
    expect(facts).toEqual({ plate: 'EK12345', asked: { email: 'kari@example.no' } })
  })
})
