import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'
import { type InvoicingTerms, parseInvoicingTerms } from '#invoices/invoicing-terms.ts'
import { correctionStep, outsideStep, ratingStep, takeInStep, type Worker } from '#jobs/work.ts'
import { httpVehicleRegister } from '#outside/vehicle-register.ts'
import { parseIntakeLimits } from '#passages/limits.ts'
import { parseTagTerms } from '#tags/move.ts'
import { DIGEST_KEY, TEST_KEY } from '#test/passages.ts'

/** What a worker must be told of its world, also one in another process. */
export type WorkerWorld = {
  readonly url: string
  readonly register: { readonly url: string; readonly key: string }
}

export const DATA = join(import.meta.dirname, '..', '..', 'data')

export async function workerOf(db: Db, world: WorkerWorld, now: () => number): Promise<Worker> {
  return {
    db,
    now: async () => now(),
    newId: randomUUID,
    random: randomBytes,
    encryptionKey: TEST_KEY,
    digestKey: DIGEST_KEY,
    limits: parseIntakeLimits(await readData('passage-intake.json')),
    register: httpVehicleRegister({
      baseUrl: world.register.url,
      apiKey: world.register.key,
      timeoutMs: 5_000,
    }),
    receivers: undefined,
    efaktura: undefined,
    couriers: undefined,
    bank: undefined,
    say: () => {},
  }
}

/** Works until nothing is due. */
export async function settle(worker: Worker): Promise<void> {
  const rate = ratingStep(worker)
  for (;;) {
    let done = await takeInStep(worker)
    done += await correctionStep(worker)
    done += await rate()
    done += await outsideStep(worker)
    if (done === 0) return
  }
}

export async function readInvoicingTerms(): Promise<InvoicingTerms> {
  return parseInvoicingTerms(await readData('invoicing.json'))
}

export async function readTagTerms() {
  return parseTagTerms(await readData('tags.json'))
}

async function readData(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(DATA, name), 'utf8'))
}
