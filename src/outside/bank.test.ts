import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpBankFiles } from './bank.ts'

const bytes = Buffer.from([0x4e, 0x59, 0xc6, 0x0d, 0x0a])
const server = createServer((request, response) => {
  if (request.url === '/bank/files') response.end('["OCR 1.txt","b"]')
  else if (request.url === '/bank/files/OCR%201.txt') response.end(bytes)
  else response.writeHead(500).end()
})
let baseUrl = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/bank`
})
afterAll(() => server.close())

test('the bank’s files are listed, and fetched byte for byte', async () => {
  const bank = httpBankFiles({ baseUrl, timeoutMs: 2_000 })
  expect(await bank.list()).toEqual(['OCR 1.txt', 'b'])
  expect(Buffer.from(await bank.fetch('OCR 1.txt'))).toEqual(bytes)
})

test('an answer that is an error is no file', async () => {
  await expect(httpBankFiles({ baseUrl, timeoutMs: 2_000 }).fetch('gone')).rejects.toThrow('500')
})
