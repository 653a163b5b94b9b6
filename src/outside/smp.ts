import { createHash } from 'node:crypto'
import type { OrganisationNumber } from '#core/organisation-number.ts'
import { documentIdentifier, type PeppolKind, participant, processIdentifier } from '#formats/sbdh.ts'
import type { ReceiverAnswer, ReceiverRegister } from '#invoices/receiver.ts'
import { textOf } from './answer.ts'
import { readServiceMetadata } from './smp-answer.ts'

export type SmpAddress = {
  /** The SMP of a participant by its name in the SML: DNS, or one address for all where that is set. */
  readonly find: FindSmp
  /** How long one question may take. */
  readonly timeoutMs: number
  /** Machine time: an entry holds from one instant to another. */
  readonly now: () => number
}

/** `unknown`: not in the network. */
export type FindSmp = (smlName: string) => Promise<{ readonly url: string } | 'unknown' | 'no-answer'>

/** Every Norwegian receiver is in ELMA, so one address is enough; in the sandbox it is the only one. */
export function oneSmp(url: string): FindSmp {
  return async () => ({ url })
}

/** The first label of a participant's name in the SML's zone: their identifier, hashed, in lower case base32. */
export function smlName(identifier: { readonly scheme: string; readonly value: string }): string {
  return base32(createHash('sha256').update(participant(identifier).toLowerCase()).digest())
}

export function httpSmp(address: SmpAddress): ReceiverRegister {
  return {
    async receives(organisationNumbers) {
      const answers = organisationNumbers.map(unanswered)
      let next = 0
      let failures = 0
      const askOn = async (): Promise<void> => {
        while (next < organisationNumbers.length && failures < FAILURES_MAX) {
          const index = next++
          const organisationNumber = organisationNumbers[index]
          if (organisationNumber === undefined) continue
          const answer = await askAll(address, organisationNumber)
          failures = answer.answer === 'no-answer' ? failures + 1 : 0
          answers[index] = answer
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, askOn))
      return answers
    },
  }
}

const AT_ONCE = 8
/** After so many failures on end the SMP is down: the rest of the questions are kept for later. */
const FAILURES_MAX = 5
const KINDS: readonly PeppolKind[] = ['invoice', 'credit-note', 'reminder']
/** Norwegian organisation number, among the identifier schemes of ISO 6523. */
const NORWEGIAN = '0192'
const PARTICIPANTS = 'iso6523-actorid-upis'
/** Peppol's AS4 profile, version 2: what access points speak to each other. */
const TRANSPORT = 'peppol-transport-as4-v2_0'

function unanswered(organisationNumber: OrganisationNumber): ReceiverAnswer {
  return { organisationNumber, answer: 'no-answer', receives: [] }
}

/** One silent answer of three, and we do not know what they receive. */
async function askAll(address: SmpAddress, organisationNumber: OrganisationNumber): Promise<ReceiverAnswer> {
  const identifier = { scheme: NORWEGIAN, value: organisationNumber }
  const smp = await address.find(smlName(identifier))
  if (smp === 'no-answer') return unanswered(organisationNumber)
  if (smp === 'unknown') return { organisationNumber, answer: 'found', receives: [] }
  const asked = KINDS.map((kind) =>
    ask(address, { url: smp.url, participant: participant(identifier), kind }),
  )
  const answers = await Promise.all(asked)
  if (answers.includes('no-answer')) return unanswered(organisationNumber)
  return {
    organisationNumber,
    answer: 'found',
    receives: KINDS.filter((_, index) => answers[index] === true),
  }
}

async function ask(
  { timeoutMs, now }: SmpAddress,
  question: { readonly url: string; readonly participant: string; readonly kind: PeppolKind },
): Promise<boolean | 'no-answer'> {
  const who = `${PARTICIPANTS}::${question.participant}`
  const what = `busdox-docid-qns::${documentIdentifier(question.kind)}`
  const path = `/${encodeURIComponent(who)}/services/${encodeURIComponent(what)}`
  try {
    const response = await fetch(`${question.url}${path}`, { signal: AbortSignal.timeout(timeoutMs) })
    if (response.status === 404) return false
    if (!response.ok) return 'no-answer'
    const said = readServiceMetadata(await textOf(response))
    // Of somebody or something else: then it is no answer to our question.
    if (said?.participant.toLowerCase() !== who || said.document !== what) return 'no-answer'
    const process = `cenbii-procid-ubl::${processIdentifier(question.kind)}`
    return said.endpoints.some(
      (endpoint) =>
        endpoint.process === process &&
        endpoint.transport === TRANSPORT &&
        endpoint.from <= now() &&
        now() < endpoint.until,
    )
  } catch {
    return 'no-answer'
  }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648 without padding. */
function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += LETTERS[(held >>> bits) & 31] ?? ''
      held &= (1 << bits) - 1
    }
  }
  return bits === 0 ? text : text + (LETTERS[(held << (5 - bits)) & 31] ?? '')
}
