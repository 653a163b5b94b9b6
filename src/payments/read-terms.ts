import { readdir, readFile } from 'node:fs/promises'
import { parseTerms, type Terms, withFigures } from '#agreements/terms.ts'
import type { Day } from '#core/dated.ts'
import type { Language } from '#core/language.ts'
import type { Ore } from '#core/money.ts'
import { complainWithin, parseComplaintTerms } from '#invoices/complaint-terms.ts'
import { depositOn, parseDepositTerms } from '#tags/deposit.ts'
import { TERMS_TEXTS } from '#words/terms.ts'
import { parsePayoutTerms, payoutTermsOn } from './payout-terms.ts'

/** Every version we have the words of, the newest first. */
export async function readTermsVersions(language: Language): Promise<readonly Terms[]> {
  known ??= readAll()
  return (await known).filter((terms) => terms.language === language)
}

/** Undefined: it is a version whose words we do not have. */
export async function readTerms(language: Language, version: string): Promise<Terms | undefined> {
  return (await readTermsVersions(language)).find((terms) => terms.version === version)
}

/** What a tag's deposit is on a day (terms 1.4), by issuer; those that ask for none are left out. */
export async function readDeposits(
  issuers: readonly { readonly code: string; readonly name: string }[],
  day: Day,
): Promise<readonly { readonly issuer: string; readonly amount: Ore }[]> {
  const terms = parseDepositTerms(await readJson('deposits.json'))
  return issuers.flatMap(({ code, name }) => {
    const amount = depositOn(terms, code, day)
    return amount === undefined ? [] : [{ issuer: name, amount }]
  })
}

/** The files change only with a new release, so they are read once. */
let known: Promise<readonly Terms[]> | undefined

async function readAll(): Promise<readonly Terms[]> {
  const names = (await readdir(new URL('terms/', DATA))).sort().reverse()
  const [complaints, payouts] = await Promise.all([readJson('complaints.json'), readJson('refunds.json')])
  const within = parseComplaintTerms(complaints)
  const payout = parsePayoutTerms(payouts)
  return Promise.all(
    names.map(async (name) => {
      const terms = parseTerms(await readJson(`terms/${name}`))
      if (name !== `${terms.version}.${terms.language}.json`)
        throw new Error(`data/terms/${name} says it is ${terms.version} in ${terms.language}`)
      const days = complainWithin(within, terms.version)
      if (days === undefined)
        throw new Error(`data/complaints.json: no time under the terms ${terms.version}`)
      const { complaintTime, lapseTime } = TERMS_TEXTS[terms.language]
      return withFigures(terms, {
        complaintTime: complaintTime(days),
        lapseTime: lapseTime(payoutTermsOn(payout, terms.from).lapseMonths),
      })
    }),
  )
}

const DATA = new URL('../../data/', import.meta.url)

async function readJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(name, DATA), 'utf8'))
}
