import type { Scanner } from '#cases/scanner.ts'
import type { Dated } from '#core/dated.ts'
import { osloDay } from '#core/oslo.ts'
import type { Key } from '#core/seal.ts'
import type { Db } from '#db/connection.ts'
import { ripen } from '#db/due.ts'
import { blockForCreditLimit, unblockWithinCreditLimit } from '#dunning/block-for-credit-limit.ts'
import type { CreditLimit } from '#dunning/credit-limit.ts'
import { settleClaims } from '#dunning/settle-claims.ts'
import { issueOrdered } from '#ferry/issue-asked.ts'
import { tellOtherHolders } from '#ferry/tell-other-holders.ts'
import type { EfakturaIssuer } from '#formats/efaktura-consignment.ts'
import { bookDeposits } from '#invoices/book-deposits.ts'
import type { ChannelTerms } from '#invoices/channel-terms.ts'
import { chooseChannels } from '#invoices/choose-channels.ts'
import { findEfakturaRecipients } from '#invoices/find-efaktura-recipients.ts'
import { findReceivers } from '#invoices/find-receivers.ts'
import { followEfaktura } from '#invoices/follow-efaktura.ts'
import { handOverEInvoices } from '#invoices/hand-over-e-invoices.ts'
import { handOverEfaktura } from '#invoices/hand-over-efaktura.ts'
import type { InvoicingTerms } from '#invoices/invoicing-terms.ts'
import { mendAddresses } from '#invoices/mend-addresses.ts'
import type { EfakturaNetwork, EfakturaRegister, ReceiverRegister } from '#invoices/receiver.ts'
import { settleHandOvers } from '#invoices/settle-hand-overs.ts'
import type { BankFiles } from '#outside/bank.ts'
import type { Couriers } from '#outside/couriers.ts'
import type { Mailbox } from '#outside/mailbox.ts'
import type { Vipps } from '#outside/vipps.ts'
import { acceptLines } from '#passages/accept-lines.ts'
import { applyCorrections } from '#passages/apply-corrections.ts'
import { askOwners } from '#passages/ask-owners.ts'
import { type IntakeLimits, limitsOn } from '#passages/limits.ts'
import { reattributeDue } from '#passages/re-attribute-due.ts'
import { settleVippsPayments } from '#payments/settle-vipps-payments.ts'
import type { VippsOfIssuer } from '#payments/vipps.ts'
import { bookCorrection } from '#rating/book-correction.ts'
import { ratePassages } from '#rating/rate-passages.ts'
import { keepTariffs } from '#rating/read-tariffs.ts'
import { forgetErased } from '#rating/store.ts'
import { takeBackErased } from '#rating/take-back.ts'
import { askUnproven } from '#tags/ask-unproven.ts'
import { refreshVehicles } from '#tags/refresh-vehicles.ts'
import { tellWanted } from '#tags/tell-wanted.ts'
import type { VehicleRegister } from '#tags/vehicle-register.ts'
import { watchOwners } from '#tags/watch-owners.ts'
import { bankStep } from './bank-step.ts'
import { caseStep } from './case-step.ts'
import { deliverOutbox } from './deliver-outbox.ts'
import { registerVippsWebhooks } from './register-vipps-webhooks.ts'
import { returnedMailStep } from './returned-mail-step.ts'
import { runSchedule, type Scheduled } from './run-schedule.ts'
import { type TagWork, tagStep } from './tag-step.ts'

export type Worker = {
  readonly db: Db
  /** Business time now. */
  readonly now: () => Promise<number>
  readonly newId: () => string
  readonly random: (bytes: number) => Buffer
  readonly encryptionKey: Key
  readonly digestKey: string
  readonly limits: readonly Dated<IntakeLimits>[]
  readonly register: VehicleRegister | undefined
  /** Undefined: what does not come through by its channel goes by no other. */
  readonly channels?: ChannelTerms
  /** Undefined: nobody is blocked for what they owe. */
  readonly creditLimits?: readonly CreditLimit[] | undefined
  /** Who takes e-invoices, and where KIDs name the customer for eFaktura. */
  readonly receivers: ReceiverRegister | undefined
  readonly efaktura:
    | (EfakturaRegister &
        EfakturaNetwork & { readonly customerReference: EfakturaIssuer['customerReference'] })
    | undefined
  readonly couriers: Couriers | undefined
  /** Where mails come back to. Undefined: they are taken by command. */
  readonly returnedMail?: Mailbox | undefined
  /** Undefined: attachments are not scanned. */
  readonly scanner?: Scanner | undefined
  readonly bank: BankFiles | undefined
  readonly vipps?:
    | { readonly ofIssuer: VippsOfIssuer<Vipps>; readonly callbackOf: (issuerCode: string) => string }
    | undefined
  /** Undefined: tags that are ordered wait. */
  readonly tags?: TagWork | undefined
  /** Undefined: what is asked ahead by pages waits for its invoice. */
  readonly invoicing?: InvoicingTerms | undefined
  /** Undefined: what comes of the date alone is done by command. */
  readonly scheduled?: Scheduled | undefined
  readonly say: (event: string, facts: Record<string, number | string>) => void
}

/** Vehicles a rating transaction takes: some 10 000 passages of a day's file. */
const VEHICLES_AT_ONCE = 4_000
const REST_MS = 400

/** Does what is due until told to stop: several lines of work, so that files are stored while vehicles are rated. */
export async function work(worker: Worker, stop: AbortSignal): Promise<void> {
  await Promise.all([
    repeat(stop, worker, 'intake', () => takeInStep(worker)),
    repeat(stop, worker, 'rating', ratingStep(worker)),
    repeat(stop, worker, 'corrections', () => correctionStep(worker)),
    repeat(stop, worker, 'outside', () => outsideStep(worker)),
    repeat(stop, worker, 'bank', bankStep(worker)),
    repeat(stop, worker, 'credit limits', creditLimitStep(worker)),
    repeat(stop, worker, 'vipps', vippsStep(worker)),
    repeat(stop, worker, 'cases', () => caseStep(worker)),
    repeat(stop, worker, 'returned mail', () => returnedMailStep(worker)),
    repeat(stop, worker, 'schedule', () => scheduleStep(worker)),
  ])
}

/** What comes of the date alone. What failed is not counted: it rests. */
async function scheduleStep({ db, scheduled }: Worker): Promise<number> {
  return scheduled ? (await runSchedule(db, scheduled)).done : 0
}

/** One chunk of one file. */
export async function takeInStep(worker: Worker): Promise<number> {
  const now = await worker.now()
  const { db, encryptionKey: key, digestKey, random } = worker
  return (await acceptLines(db, {
    now,
    key,
    digestKey,
    random,
    limits: limitsOn(worker.limits, osloDay(now)),
  })) === undefined
    ? 0
    : 1
}

/** Rates some vehicles; keeps the tariffs it read for as long as they are the ones loaded. */
export function ratingStep(worker: Worker): () => Promise<number> {
  const tariffs = keepTariffs()
  return async () => {
    const now = await worker.now()
    return ratePassages(worker.db, tariffs, {
      now,
      limit: VEHICLES_AT_ONCE,
      digestKey: worker.digestKey,
      memoryDays: limitsOn(worker.limits, osloDay(now)).memoryDays,
    })
  }
}

/** What turned out otherwise: corrected lines, changed hands, corrections for many. Their prices follow as due. */
export async function correctionStep(worker: Worker): Promise<number> {
  const now = await worker.now()
  const { db, encryptionKey: key } = worker
  const limits = limitsOn(worker.limits, osloDay(now))
  let done = await applyCorrections(db, { now, key, limits, limit: 500 })
  done += await reattributeDue(db, { now, limit: 500 })
  done += await takeBackErased(db, { now, limit: 500 })
  done += await bookDeposits(db, { now, limit: 500 })
  done += await bookCorrection(db, { now, vehicles: 500 })
  done += await ripen(db, now)
  return done + (await forgetErased(db, osloDay(now)))
}

/** Asks the register, hands over, delivers the outbox. */
export async function outsideStep(worker: Worker): Promise<number> {
  const now = await worker.now()
  let done = 0
  if (worker.register) {
    const limits = limitsOn(worker.limits, osloDay(now))
    done += await refreshVehicles(worker.db, worker.register, { now, limit: 500, again: limits })
    done += await askUnproven(worker.db, worker.register, { now, limit: 500 })
    done += await watchOwners(worker.db, worker.register, { now, limit: 500, days: limits.ownerWatchDays })
    done += await askOwners(worker.db, worker.register, { now, limit: 500, limits, newId: worker.newId })
  }
  if (worker.tags) done += await tagStep(worker.db, { ...worker.tags, say: worker.say }, now)
  done += await prepaymentStep(worker, now)
  done += await tellOtherHolders(worker.db, { now, limit: 500 })
  done += await tellWanted(worker.db, { now, limit: 500 })
  // Terms 2.9: a payment of what was in collection lifts the block.
  done += await settleClaims(worker.db, { now, newId: worker.newId, channels: worker.channels })
  done += await handOverStep(worker, now)
  // Not opened, bounced or returned: by the next channel.
  if (worker.channels) {
    const how = { now, terms: worker.channels }
    done += await mendAddresses(worker.db, how)
    done += (await chooseChannels(worker.db, how)).looked
  }
  if (worker.couriers) done += await deliverOutbox(worker.db, worker.couriers, { now, limit: 50 })
  return done + (await settleHandOvers(worker.db))
}

/** Terms 2.10: the invoices that customers have asked for by pages. */
async function prepaymentStep(
  { db, newId, invoicing: terms, channels }: Worker,
  now: number,
): Promise<number> {
  return terms ? issueOrdered(db, { now, newId, terms, channels, limit: 100 }) : 0
}

/** E-invoices: who takes them is asked first, so that nothing holds rows while it waits for an answer. */
async function handOverStep(worker: Worker, now: number): Promise<number> {
  const { db, newId, encryptionKey: key, receivers, efaktura } = worker
  let done = 0
  if (receivers) {
    done += await findReceivers(db, receivers, { now, limit: 200 })
    done += await handOverEInvoices(db, { now, newId, limit: 100 })
  }
  if (efaktura) {
    const { customerReference } = efaktura
    done += await findEfakturaRecipients(db, efaktura, { now, key, limit: 500 })
    done += await handOverEfaktura(db, { now, newId, limit: 20, customerReference })
    done += await followEfaktura(db, efaktura, { now, limit: 20, terms: worker.channels })
  }
  return done
}

/** Terms 2.9: who is within the limit again is let go at once; all balances are looked through now and then. */
export function creditLimitStep({
  db,
  now: clock,
  creditLimits: limits,
  channels,
}: Pick<Worker, 'db' | 'now' | 'creditLimits' | 'channels'>): () => Promise<number> {
  let lookedAt = 0
  return async () => {
    if (!limits) return 0
    const now = await clock()
    const lifted = await unblockWithinCreditLimit(db, { now, limits, channels })
    if (Math.abs(now - lookedAt) < LOOKED_FOR_MS) return lifted
    lookedAt = now
    return lifted + (await blockForCreditLimit(db, { now, limits, channels }))
  }
}

const LOOKED_FOR_MS = 30_000

/** Payments by Vipps; now and then also whether it still knows where to tell us of them. */
export function vippsStep(worker: Worker): () => Promise<number> {
  let registeredAt = 0
  return async () => {
    const { db, vipps, encryptionKey, random, say } = worker
    if (!vipps) return 0
    const now = await worker.now()
    if (now - registeredAt >= REGISTERED_FOR_MS) {
      const { ofIssuer: vippsOf, callbackOf } = vipps
      const silent = await registerVippsWebhooks(db, { vippsOf, callbackOf, encryptionKey, random, now })
      for (const [issuer, { refused }] of silent) say('vipps not registered', { issuer, refused })
      registeredAt = silent.size === 0 ? now : now - REGISTERED_FOR_MS + AGAIN_AFTER_MS
    }
    return settleVippsPayments(db, vipps.ofIssuer, { now, limit: 20, say })
  }
}

const REGISTERED_FOR_MS = 600_000
const AGAIN_AFTER_MS = 10_000

async function repeat(
  stop: AbortSignal,
  worker: Worker,
  name: string,
  step: () => Promise<number>,
): Promise<void> {
  while (!stop.aborted) {
    let done = 0
    try {
      done = await step()
    } catch (error) {
      if (stop.aborted) return
      worker.say('step failed', { name, error: (error as Error).message })
      await rest(stop, 5 * REST_MS)
    }
    if (done === 0) await rest(stop, REST_MS)
  }
}

async function rest(stop: AbortSignal, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    stop.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      stop.removeEventListener('abort', done)
      resolve()
    }
  })
}
