import type { z } from 'zod'
import { canonicalPlate, type Plate } from '#core/plate.ts'
import type { OwnerAnswer, OwnerQuestion, VehicleAnswer, VehicleRegister } from '#tags/vehicle-register.ts'
import { jsonOf } from './answer.ts'
import { bulkAnswer, factsOf, lengthOf, ownerOf, type SvvVehicle, singleAnswer } from './svv.ts'

export type VehicleRegisterAddress = {
  readonly baseUrl: string
  readonly apiKey: string
  /** How long one question may take. */
  readonly timeoutMs: number
}

/** The public vehicle register over HTTP. It knows Norwegian plates only: others are unknown without being asked for. */
export function httpVehicleRegister(address: VehicleRegisterAddress): VehicleRegister {
  return {
    vehicles: (plates) => askVehicles(address, plates),
    owners: (questions) => askOwners(address, questions),
  }
}

const AT_ONCE = 8
/** After so many failures on end the register is down: the rest of the questions are kept for later. */
const FAILURES_MAX = 5
const OWNERS_A_QUESTION = 500

/** One plate a question: the open look-up takes no lists. */
async function askVehicles(
  address: VehicleRegisterAddress,
  plates: readonly Plate[],
): Promise<readonly VehicleAnswer[]> {
  const answers: VehicleAnswer[] = plates.map((plate) => ({
    plate,
    answer: plate.country === 'NO' ? 'no-answer' : 'unknown',
  }))
  let next = 0
  let failures = 0
  const askOn = async (): Promise<void> => {
    while (next < plates.length && failures < FAILURES_MAX) {
      const index = next++
      const plate = plates[index]
      if (plate === undefined || plate.country !== 'NO') continue
      const answer = await askVehicle(address, plate)
      failures = answer.answer === 'no-answer' ? failures + 1 : 0
      answers[index] = answer
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askOn))
  return answers
}

async function askVehicle(address: VehicleRegisterAddress, plate: Plate): Promise<VehicleAnswer> {
  const path = `/enkeltoppslag/kjoretoydata?kjennemerke=${encodeURIComponent(plate.canonical)}`
  const asked = await ask(address, path, { method: 'GET' }, singleAnswer)
  if (asked === 'no-answer') return { plate, answer: 'no-answer' }
  const found = asked === 'unknown' ? undefined : asked.kjoretoydataListe[0]
  if (!found) return { plate, answer: 'unknown' }
  const length_cm = lengthOf(found)
  const answer = { plate, answer: 'found', facts: factsOf(found) } as const
  return length_cm === undefined ? answer : { ...answer, length_cm }
}

async function askOwners(
  address: VehicleRegisterAddress,
  questions: readonly OwnerQuestion[],
): Promise<readonly OwnerAnswer[]> {
  const norwegian = questions.filter(({ plate }) => plate.country === 'NO')
  const answers = new Map<string, SvvVehicle | 'no-answer'>()
  for (let first = 0; first < norwegian.length; first += OWNERS_A_QUESTION) {
    const some = norwegian.slice(first, first + OWNERS_A_QUESTION)
    for (const [key, answer] of await askSomeOwners(address, some)) answers.set(key, answer)
    if (some.some((question) => answers.get(keyOf(question)) === 'no-answer')) {
      for (const later of norwegian.slice(first + OWNERS_A_QUESTION)) answers.set(keyOf(later), 'no-answer')
      break
    }
  }
  return questions.map((question) => {
    const answer = answers.get(keyOf(question))
    if (answer === 'no-answer') return { ...question, answer }
    const owner = answer && ownerOf(answer)
    return owner ? { ...question, answer: 'found', owner } : { ...question, answer: 'unknown' }
  })
}

async function askSomeOwners(
  address: VehicleRegisterAddress,
  questions: readonly OwnerQuestion[],
): Promise<ReadonlyMap<string, SvvVehicle | 'no-answer'>> {
  const body = questions.map(({ plate, at }) => ({
    kjennemerke: plate.canonical,
    dtg: new Date(at).toISOString(),
  }))
  const asked = await ask(
    address,
    '/kjoretoyoppslag/bulk/kjennemerke',
    { method: 'POST', body: JSON.stringify(body) },
    bulkAnswer,
  )
  if (asked === 'unknown') return new Map()
  if (asked === 'no-answer') return new Map(questions.map((question) => [keyOf(question), 'no-answer']))
  const found = new Map<string, SvvVehicle>()
  for (const { request, kjoretoydata } of asked.responser) {
    const canonical = canonicalPlate(request?.kjennemerke ?? '')
    if (canonical === undefined || kjoretoydata === undefined) continue
    const at = Date.parse(request?.dtg ?? '')
    found.set(keyOf({ plate: { country: 'NO', canonical }, at }), kjoretoydata)
  }
  return found
}

function keyOf({ plate, at }: OwnerQuestion): string {
  return `${plate.country} ${plate.canonical} ${at}`
}

/** 204 and 400 say that there is no such vehicle. A quota, a wrong key, a broken answer, silence: ask again later. */
async function ask<Answer>(
  { baseUrl, apiKey, timeoutMs }: VehicleRegisterAddress,
  path: string,
  request: { readonly method: 'GET' } | { readonly method: 'POST'; readonly body: string },
  shape: z.ZodType<Answer>,
): Promise<Answer | 'unknown' | 'no-answer'> {
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      ...request,
      headers: {
        accept: 'application/json',
        'SVV-Authorization': `Apikey ${apiKey}`,
        ...(request.method === 'POST' ? { 'content-type': 'application/json' } : {}),
      },
      signal: AbortSignal.timeout(timeoutMs),
    })
    if (response.status === 204 || (response.status === 400 && request.method === 'GET')) return 'unknown'
    if (!response.ok) return 'no-answer'
    const parsed = shape.safeParse(await jsonOf(response))
    return parsed.success ? parsed.data : 'no-answer'
  } catch {
    return 'no-answer'
  }
}
