import { parseArgs } from 'node:util'
import { expect, test } from 'vitest'
import { type At, type Command, needed, neededId, runCommand } from './command.ts'

async function said(run: Command['run'], ...args: string[]) {
  const lines: string[] = []
  const at = { say: (line: string) => lines.push(line) } as unknown as At
  return { code: await runCommand('refunds', { usage: 'approve ID --as STAFF', run }, at, args), lines }
}

test('what cannot be meant is said with how it is used, and is no fault of the program', async () => {
  const usage = 'brikke refunds approve ID --as STAFF'
  expect(await said(() => Promise.resolve(Number(needed(undefined, '--as'))))).toEqual({
    code: 1,
    lines: ['--as is missing', usage],
  })
  for (const wrong of ['abc', '0', '-1', '1.5', '1e3', ''])
    expect(await said(() => Promise.resolve(neededId(wrong, 'ID')))).toEqual({
      code: 1,
      lines: [`ID is a number, not ${wrong}`, usage],
    })
  const parsing = async (_: At, args: string[]) => {
    await Promise.resolve()
    return parseArgs({ args, options: {} }).positionals.length
  }
  expect(await said(parsing, '--nobody')).toMatchObject({ code: 1, lines: [expect.any(String), usage] })
})

test('a fault of the program is not taken for one of the command line', async () => {
  await expect(said(() => Promise.reject(new Error('no table')))).rejects.toThrow('no table')
})
