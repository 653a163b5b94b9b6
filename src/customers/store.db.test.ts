import { expect, test } from 'vitest'
import { inTransaction } from '#db/connection.ts'
import { testDatabase } from '#test/database.ts'
import type { Company } from './company.ts'
import { readCompanies, saveCompanies } from './store.ts'

const database = testDatabase()
const ferde: Company = {
  id: 1,
  code: 'ferde',
  name: 'Ferde AS',
  organisationNumber: '923456783',
  tollCharger: true,
  issuer: true,
  accountNumber: '15030000001',
  kidPrefix: '3101',
  ocrAgreement: '008560001',
  phone: '55 55 00 00',
  email: 'post@ferde.example',
  website: null,
  street: 'Storgata 1',
  postalCode: '5003',
  place: 'Bergen',
  source: 'test',
}

test('companies are read as they were saved, and saved again as they now are', async () => {
  const second = {
    ...ferde,
    id: 2,
    code: 'b',
    name: 'B «AS»',
    issuer: false,
    accountNumber: null,
    kidPrefix: null,
    ocrAgreement: null,
  }
  await inTransaction(database.batch, (tx) => saveCompanies(tx, [second, ferde]))
  expect(await readCompanies(database.app)).toEqual([ferde, second])
  await inTransaction(database.batch, (tx) => saveCompanies(tx, [{ ...ferde, name: 'Ferde' }]))
  expect((await readCompanies(database.app)).map((company) => company.name)).toEqual(['Ferde', 'B «AS»'])
})
