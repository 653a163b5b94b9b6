import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bankFolder } from './bank-folder.ts'

const path = join(mkdtempSync(join(tmpdir(), 'bank-folder-')), 'out')
const folder = bankFolder(path)

test('a file put twice is there once, and with another content it is refused', async () => {
  await folder.put('a.txt', Buffer.from('claims'))
  await folder.put('a.txt', Buffer.from('claims'))
  await expect(folder.put('a.txt', Buffer.from('others'))).rejects.toThrow('another content')
  expect(readdirSync(path)).toEqual(['a.txt'])
  expect(readFileSync(join(path, 'a.txt'), 'utf8')).toBe('claims')
})
