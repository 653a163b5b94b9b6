import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, test } from 'vitest'
import { httpVehicleRegister } from './vehicle-register.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** A register that answers as it is told, on a real port. */
async function aRegister(
  answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
) {
  const server = createServer((request, response) => void answer(request, response))
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return httpVehicleRegister({ baseUrl, apiKey: 'secret', timeoutMs: 2_000 })
}

const plate = (canonical: string, country = 'NO') => ({ country, canonical })

function aCar(fuels: string[], hybrid = 'INGEN', euro = '6L') {
  return {
    kjoretoyId: { kjennemerke: 'EK 12345' },
    godkjenning: {
      tekniskGodkjenning: {
        kjoretoyklassifisering: { tekniskKode: { kodeVerdi: 'M1' } },
        tekniskeData: {
          generelt: { merke: [{ merke: 'TOYOTA' }], handelsbetegnelse: ['YARIS'] },
          vekter: { tillattTotalvekt: 1545, egenvekt: 1080 },
          miljodata: {
            euroKlasse: { kodeVerdi: euro },
            miljoOgdrivstoffGruppe: fuels.map((kodeVerdi) => ({ drivstoffKodeMiljodata: { kodeVerdi } })),
          },
          motorOgDrivverk: { hybridKategori: { kodeVerdi: hybrid } },
        },
      },
    },
  }
}

function send(response: ServerResponse, json: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
}

describe('The vehicle register is asked what a vehicle is', () => {
  test('by plate and with the key, and its answer becomes what decides the price', async () => {
    const asked: string[] = []
    const register = await aRegister((request, response) => {
      asked.push(`${request.method} ${request.url} ${String(request.headers['svv-authorization'])}`)
      send(response, { kjoretoydataListe: [aCar(['1'])] })
    })
    expect(await register.vehicles([plate('EK12345')])).toEqual([
      {
        plate: plate('EK12345'),
        answer: 'found',
        facts: {
          category: 'M1',
          totalWeightKg: 1545,
          energy: 'petrol',
          euroClass: 6,
          make: 'TOYOTA',
          model: 'YARIS',
        },
      },
    ])
    expect(asked).toEqual(['GET /enkeltoppslag/kjoretoydata?kjennemerke=EK12345 Apikey secret'])
  })

  test.each([
    [['1'], 'INGEN', 'petrol'],
    [['2'], 'INGEN', 'diesel'],
    [['5'], 'INGEN', 'electric'],
    [['1', '5'], 'LADBAR', 'plugin-hybrid'],
    [['5', '2'], 'IKKE_LADBAR', 'diesel'],
    [['6', '5'], 'INGEN', 'hydrogen'],
    [['13'], 'INGEN', 'gas'],
    [['3'], 'INGEN', 'other'],
    [[], 'INGEN', null],
  ])('fuels %j and hybrid %s are %s', async (fuels, hybrid, energy) => {
    const register = await aRegister((_, response) =>
      send(response, { kjoretoydataListe: [aCar(fuels, hybrid)] }),
    )
    expect(await register.vehicles([plate('A')])).toMatchObject([{ facts: { energy } }])
  })

  test.each([
    ['6L', 6],
    ['5', 5],
    ['VI', 6],
    ['EURO IV', 4],
    ['?', null],
  ])('Euro class %s is %s', async (code, euroClass) => {
    const register = await aRegister((_, response) =>
      send(response, { kjoretoydataListe: [aCar(['2'], 'INGEN', code)] }),
    )
    expect(await register.vehicles([plate('A')])).toMatchObject([{ facts: { euroClass } }])
  })

  test('answers come in the order of the questions; no content and an empty list are an unknown vehicle', async () => {
    const register = await aRegister((request, response) => {
      if (request.url?.endsWith('=A')) send(response, { kjoretoydataListe: [aCar(['5'])] })
      else if (request.url?.endsWith('=B')) response.writeHead(204).end()
      else send(response, { kjoretoydataListe: [] })
    })
    const answers = await register.vehicles([plate('C'), plate('A'), plate('B')])
    expect(answers.map((a) => `${a.plate.canonical} ${a.answer}`)).toEqual([
      'C unknown',
      'A found',
      'B unknown',
    ])
  })

  test('a foreign plate is unknown to it without being asked for', async () => {
    let asked = 0
    const register = await aRegister((_, response) => {
      asked++
      response.writeHead(204).end()
    })
    expect(await register.vehicles([plate('ABC123', 'SE')])).toMatchObject([{ answer: 'unknown' }])
    expect(asked).toBe(0)
  })

  test('a vehicle of which it tells nothing is found, with nothing known', async () => {
    const register = await aRegister((_, response) =>
      send(response, { kjoretoydataListe: [{ eierskap: {} }] }),
    )
    expect(await register.vehicles([plate('A')])).toMatchObject([
      { answer: 'found', facts: { energy: null, category: null } },
    ])
  })
})

describe('A register that does not answer says nothing about the vehicle', () => {
  test.each([
    ['is down', (_: IncomingMessage, response: ServerResponse) => send(response, {}, 503)],
    ['refuses the key', (_: IncomingMessage, response: ServerResponse) => send(response, {}, 403)],
    ['has a full quota', (_: IncomingMessage, response: ServerResponse) => send(response, {}, 422)],
    [
      'answers with a web page',
      (_: IncomingMessage, response: ServerResponse) => void response.end('<html>'),
    ],
    [
      'answers in another shape',
      (_: IncomingMessage, response: ServerResponse) =>
        send(response, { kjoretoydataListe: 7, responser: 7 }),
    ],
    ['hangs up', (request: IncomingMessage) => void request.socket.destroy()],
    ['never answers', () => {}],
  ])('one that %s', async (_, answer) => {
    const register = await aRegister(answer)
    expect(await register.vehicles([plate('A')])).toEqual([{ plate: plate('A'), answer: 'no-answer' }])
    expect(await register.owners([{ plate: plate('A'), at: 1 }])).toEqual([
      { plate: plate('A'), at: 1, answer: 'no-answer' },
    ])
  })

  test('one that is not there at all', async () => {
    const register = httpVehicleRegister({ baseUrl: 'http://127.0.0.1:1', apiKey: 'x', timeoutMs: 2_000 })
    expect(await register.vehicles([plate('A')])).toMatchObject([{ answer: 'no-answer' }])
  })

  test('is left in peace after a few failures on end', async () => {
    let asked = 0
    const register = await aRegister((_, response) => {
      asked++
      send(response, {}, 503)
    })
    const answers = await register.vehicles(Array.from({ length: 200 }, (_, i) => plate(`AA${i}`)))
    expect(new Set(answers.map((a) => a.answer))).toEqual(new Set(['no-answer']))
    expect(asked).toBeLessThan(20)
  })
})

describe('The vehicle register is asked who owned a vehicle at an instant', () => {
  const at = Date.parse('2019-11-05T08:15:00+01:00')
  const person = {
    kundeId: 124000639,
    person: { fornavn: 'Helge', etternavn: 'Kroken', fodselsdato: '1977-03-01' },
    adresse: { adresselinje1: 'Etterstad 1', postnummer: '0603', poststed: 'OSLO', landkode: 'NOR' },
  }
  const firm = { enhet: { organisasjonsnummer: '923456783', organisasjonsnavn: 'Fjord Transport AS' } }

  /** Answers each question with the owner, and counts what it was asked in each request. */
  async function withOwner(eier: unknown, sizes: number[] = []) {
    return aRegister(async (request, response) => {
      const asked = JSON.parse(await text(request)) as { kjennemerke: string; dtg: string }[]
      sizes.push(asked.length)
      send(response, {
        gjenstaendeKvote: 1,
        responser: asked.toReversed().map((one) => ({ request: one, kjoretoydata: { eierskap: { eier } } })),
      })
    })
  }

  test('a person, with the register’s own key and address', async () => {
    const register = await withOwner(person)
    expect(await register.owners([{ plate: plate('EK12345'), at }])).toEqual([
      {
        plate: plate('EK12345'),
        at,
        answer: 'found',
        owner: {
          registerId: '124000639',
          kind: 'person',
          name: 'Helge Kroken',
          organisationNumber: null,
          street: 'Etterstad 1',
          postalCode: '0603',
          place: 'OSLO',
          country: 'NO',
        },
      },
    ])
  })

  test('an organisation without a key is known by its number', async () => {
    const register = await withOwner(firm)
    expect(await register.owners([{ plate: plate('A'), at }])).toMatchObject([
      {
        owner: {
          registerId: '923456783',
          kind: 'organisation',
          name: 'Fjord Transport AS',
          organisationNumber: '923456783',
        },
      },
    ])
  })

  test('persons without a key are one when name, birth and address are, and only then', async () => {
    const { kundeId: _, ...keyless } = person
    const idOf = async (eier: unknown) => {
      const [answer] = await (await withOwner(eier)).owners([{ plate: plate('A'), at }])
      return answer?.answer === 'found' ? answer.owner.registerId : undefined
    }
    const first = await idOf(keyless)
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(await idOf(keyless)).toBe(first)
    expect(await idOf({ ...keyless, person: { ...person.person, fodselsdato: '1977-03-02' } })).not.toBe(
      first,
    )
  })

  test('many at a time, no more than 500, each answer to its own question', async () => {
    const sizes: number[] = []
    const register = await withOwner(person, sizes)
    const questions = Array.from({ length: 1_201 }, (_, i) => ({
      plate: plate(`AA${10000 + i}`),
      at: at + i,
    }))
    const answers = await register.owners(questions)
    expect(sizes).toEqual([500, 500, 201])
    expect(answers.map(({ plate: p, at: when }) => ({ plate: p, at: when }))).toEqual(questions)
    expect(answers.every((a) => a.answer === 'found')).toBe(true)
  })

  test('one plate at two instants has two owners', async () => {
    const register = await aRegister(async (request, response) => {
      const asked = JSON.parse(await text(request)) as { kjennemerke: string; dtg: string }[]
      send(response, {
        responser: asked.map((one) => ({
          request: one,
          kjoretoydata: { eierskap: { eier: Date.parse(one.dtg) < at ? person : firm } },
        })),
      })
    })
    const answers = await register.owners([at, at - 1].map((when) => ({ plate: plate('A'), at: when })))
    expect(answers).toMatchObject([{ owner: { kind: 'organisation' } }, { owner: { kind: 'person' } }])
  })

  test('a vehicle without an owner, or not in the register, is unknown', async () => {
    const register = await aRegister(async (request, response) => {
      const [first, second] = JSON.parse(await text(request)) as unknown[]
      send(response, {
        responser: [
          { request: first, kjoretoydata: {} },
          { request: second, feilmelding: 'KJENNEMERKE_UKJENT' },
        ],
      })
    })
    const answers = await register.owners(
      [plate('A'), plate('B'), plate('C', 'SE')].map((p) => ({ plate: p, at })),
    )
    expect(answers.map((a) => a.answer)).toEqual(['unknown', 'unknown', 'unknown'])
  })
})
