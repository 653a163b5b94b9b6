import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Db } from '#db/connection.ts'
import { exportJournal } from '#ledger/export-journal.ts'

/** What the ledger and hledger each say stands on the accounts of a kind, in øre; and what hledger complains of. */
export type Balanced = {
  readonly complaint: string
  readonly total: bigint
  readonly differ: readonly string[]
  readonly transactions: number
}

/** The journal of the whole books, read by hledger: strictly, and each account held against the ledger's own. */
export async function balanceInHledger(db: Db): Promise<Balanced> {
  const texts: string[] = []
  const { entries } = await exportJournal(db, { monthOn: undefined }, (text) => texts.push(text))
  const folder = await mkdtemp(join(tmpdir(), 'brikke-journal-'))
  try {
    const path = join(folder, 'brikke.journal')
    await writeFile(path, `${texts.join('\n')}\n`)
    const check = hledger(['-f', path, 'check', '--strict'])
    const csv = hledger(['-f', path, 'balance', '--flat', '--empty', '--no-total', '-O', 'csv'])
    const theirs = parseBalances(csv.stdout)
    const ours = await readBalances(db)
    const differ = [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((account) => {
      const [a, b] = [theirs.get(account) ?? 0n, ours.get(account) ?? 0n]
      return a === b ? [] : [`${account}: hledger ${a}, ledger ${b}`]
    })
    const total = [...theirs.values()].reduce((sum, one) => sum + one, 0n)
    return { complaint: check.stderr + csv.stderr, total, differ, transactions: entries }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function hledger(args: readonly string[]): { stdout: string; stderr: string } {
  const { stdout, stderr, error, status } = spawnSync('hledger', args, { encoding: 'utf8' })
  if (error) throw error
  return { stdout, stderr: status === 0 ? stderr : `${stderr}\nexit code ${status}` }
}

/** By the account's own name, whatever stands before and after it in the journal's. */
function parseBalances(csv: string): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const line of csv.trim().split('\n').slice(1)) {
    const [, name = '', amount = ''] = /^"([^"]+)","([^"]+)"$/.exec(line) ?? []
    const account = name.split(':')[1] ?? ''
    const ore = amount === '0' ? 0n : BigInt(amount.replace(/[^\d-]/g, ''))
    if (amount !== '0' && !/^-?\d+\.\d\d NOK$/.test(amount)) throw new Error(`not an amount: ${line}`)
    sums.set(account, (sums.get(account) ?? 0n) + ore)
  }
  return sums
}

async function readBalances(db: Db): Promise<Map<string, bigint>> {
  const rows = await db<{ account: string; sum: string }[]>`
    select account, sum(ore)::text as sum from (
      select to_account as account, amount_ore as ore from posting
      union all select from_account, -amount_ore from posting) p group by 1`
  return new Map(rows.map(({ account, sum }) => [account, BigInt(sum)]))
}
