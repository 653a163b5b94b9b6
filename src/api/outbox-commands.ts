import { parseArgs } from 'node:util'
import { inTransaction } from '#db/connection.ts'
import { readGivenUp, startOutboxAgain } from '#db/outbox.ts'
import { TRIES_MAX } from '#jobs/deliver-outbox.ts'
import { type At, type Commands, neededId, UsageError } from './command.ts'

const GIVEN_UP_USAGE = '[again MESSAGE… | again --kind KIND]'

/** What could not be told to the world. */
export const OUTBOX_COMMANDS: Commands = {
  'messages-given-up': { usage: GIVEN_UP_USAGE, run: runGivenUp },
}

/** Messages that have used up their tries: shown, and tried anew when whoever carries them is mended. */
export async function runGivenUp(
  { db, now, say }: Pick<At, 'db' | 'now' | 'say'>,
  args: readonly string[],
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { kind: { type: 'string' } },
  })
  const [verb, ...messages] = positionals
  if (verb === undefined && values.kind === undefined) {
    for (const row of await readGivenUp(db, { triesMax: TRIES_MAX, limit: 1_000 })) say(JSON.stringify(row))
    return 0
  }
  const ids = messages.map((message) => neededId(message, 'MESSAGE'))
  if (verb !== 'again' || (ids.length === 0) === (values.kind === undefined))
    throw new UsageError('either messages or a kind of message')
  const which = values.kind === undefined ? { ids } : { kind: values.kind }
  const again = await inTransaction(db, (tx) => startOutboxAgain(tx, { ...which, triesMax: TRIES_MAX, now }))
  say(`${again.length} are tried again`)
  const others = ids.filter((id) => !again.includes(id))
  for (const id of others) say(`${id} is not given up`)
  return others.length === 0 ? 0 : 1
}
