import type { Country } from './country.ts'

/** The smallest country there is, for tests. The numbers are synthetic: their month has 80 added. */
export const TEST_COUNTRY: Country = {
  named: [
    {
      name: 'Kari <b> Testesen',
      pid: '20914695016',
      about: 'har én avtale',
      amr: 'BankID',
      acr: 'idporten-loa-high',
    },
    {
      name: 'Pierre Exemple',
      pid: null,
      about: 'logger inn fra utlandet',
      amr: 'eIDAS',
      acr: 'idporten-loa-high',
    },
  ],
  vehicles: [
    {
      plate: 'EL12345',
      country: 'NO',
      category: 'M1',
      totalWeightKg: 2020,
      energy: 'electric',
      euro: '0',
      make: 'TESLA',
      model: 'MODEL 3',
      owners: [
        {
          registerId: '1001',
          from: Date.parse('2019-01-01T00:00:00Z'),
          born: null,
          name: 'Kari Testesen',
          organisationNumber: null,
          street: 'Prøvegata 1',
          postalCode: '5003',
          place: 'Bergen',
        },
        {
          registerId: '1002',
          from: Date.parse('2019-12-01T00:00:00Z'),
          born: null,
          name: 'Prøvefirma AS',
          organisationNumber: '999999999',
          street: 'Prøvegata 2',
          postalCode: '5003',
          place: 'Bergen',
        },
      ],
    },
  ],
}
