import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import type { Installation } from './installation.ts'

/** What a command is given: the installation, its database as `batch`, and its time. */
export type At = Installation & { readonly db: Db; readonly now: number }

export type Command = {
  readonly usage: string
  /** Returns the exit code. */
  readonly run: (at: At, args: string[]) => Promise<number>
}

/** By what one writes behind `brikke`. */
export type Commands = Readonly<Record<string, Command>>

/** What was written behind the command cannot be meant. */
export class UsageError extends Error {}

export function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new UsageError(`${name} is missing`)
  return value
}

/** The number of a row. */
export function neededId(value: string | undefined, name: string): number {
  const text = needed(value, name)
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new UsageError(`${name} is a number, not ${text}`)
  return Number(text)
}

/** Runs it; what cannot be meant is said with how it is used, and nothing is done. Returns the exit code. */
export async function runCommand(name: string, command: Command, at: At, args: string[]): Promise<number> {
  try {
    return await command.run(at, args)
  } catch (error) {
    if (!isOfUsage(error)) throw error
    at.say(error.message)
    at.say(`brikke ${name} ${command.usage}`.trimEnd())
    return 1
  }
}

/** Our own, or Node's of an option that the command does not have. */
function isOfUsage(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  return (
    error instanceof UsageError || ('code' in error && `${String(error.code)}`.startsWith('ERR_PARSE_ARGS'))
  )
}

/** What became of a file: for a program first, and in words where it is refused. Returns the exit code. */
export function sayTaken<Taken extends object>(
  say: At['say'],
  taken: Taken,
  texts: Readonly<Record<CodeOf<Taken>, string>>,
): number {
  say(JSON.stringify(taken))
  const code = codeOf(taken)
  if (code === undefined) return 0
  say(`${code}: ${texts[code]}`)
  return 1
}

type CodeOf<Taken> = Taken extends Refusal<infer Code> ? Code : never

function codeOf<Taken extends object>(taken: Taken): CodeOf<Taken> | undefined {
  return isRefusal(taken) ? (taken.refused as CodeOf<Taken>) : undefined
}
