import { describe, expect, test } from 'vitest'
import { type Company, parseCompanies } from './company.ts'

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

function errorsOf(...companies: object[]): string[] {
  const parsed = parseCompanies('companies.json', { companies })
  return 'errors' in parsed ? parsed.errors.map((error) => `${error.file} ${error.path}`) : []
}

describe('A file of companies', () => {
  test('that is right gives the companies', () => {
    expect(parseCompanies('companies.json', { companies: [ferde] })).toEqual([ferde])
  })

  test('that is wrong gives every error with file and path', () => {
    expect(
      errorsOf(
        { ...ferde, kidPrefix: 'x' },
        { ...ferde, id: 0, code: 'b', accountNumber: '1', ocrAgreement: '008560002' },
      ),
    ).toEqual([
      'companies.json companies.0.kidPrefix',
      'companies.json companies.1.id',
      'companies.json companies.1.accountNumber',
    ])
  })

  test('with two companies paid into one account, or by one KID series, is refused', () => {
    const other = { ...ferde, id: 2, code: 'b', ocrAgreement: '008560002' }
    expect(errorsOf(ferde, other)).toEqual([
      'companies.json companies.1.accountNumber',
      'companies.json companies.1.kidPrefix',
    ])
  })

  test('with an issuer that cannot be paid is refused; a toll charger alone needs no account', () => {
    const unpaid = { ...ferde, accountNumber: null }
    expect(errorsOf(unpaid)).toEqual(['companies.json companies.0.accountNumber'])
    expect(errorsOf({ ...unpaid, issuer: false })).toEqual([])
  })

  test('that is no such file at all is refused', () => {
    expect(parseCompanies('companies.json', [])).toMatchObject({ errors: [{ path: '(root)' }] })
  })
})
