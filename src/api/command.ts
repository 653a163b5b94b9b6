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

export function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`${name} is missing`)
  return value
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
