import { parseArgs } from 'node:util'
import { decideOwner, type OwnerDecision } from '#passages/decide-owner.ts'
import { OWNER_REFUSALS } from '#words/owners.ts'
import type { At, Commands } from './command.ts'

const USAGE = 'reject | hand-abroad | ask-again passage-N --as STAFF --because TEXT'

/** What `listed owner-unknown` and `other-issuers` show, decided and undone. */
export const OWNER_COMMANDS: Commands = {
  'owner-unknown': { usage: USAGE, run: runOwnerUnknown },
}

const DECISIONS: Readonly<Record<string, OwnerDecision>> = {
  reject: 'rejected',
  'hand-abroad': 'handed-abroad',
  'ask-again': 'asked-again',
}

/** Exit code 1 is a refusal. */
async function runOwnerUnknown(
  { db, now, newId, say }: Pick<At, 'db' | 'now' | 'newId' | 'say'>,
  args: readonly string[],
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { as: { type: 'string' }, because: { type: 'string' } },
  })
  const decision = DECISIONS[positionals[0] ?? '']
  const [, number] = /^passage-(\d{1,15})$/.exec(positionals[1] ?? '') ?? []
  if (decision === undefined || number === undefined || values.as === undefined) {
    say(`owner-unknown ${USAGE}`)
    return 1
  }
  const { as: by, because = '' } = values
  const refusal = await decideOwner(db, Number(number), { decision, by, because, now, newId })
  say(refusal ? `${refusal.refused}: ${OWNER_REFUSALS.nb[refusal.refused]}` : decision)
  return refusal ? 1 : 0
}
