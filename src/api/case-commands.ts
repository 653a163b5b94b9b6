import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { answerCase } from '#cases/answer-case.ts'
import type { Found } from '#cases/complaint.ts'
import { decideComplaint } from '#cases/decide-complaint.ts'
import { openForStaff } from '#cases/open-for-staff.ts'
import { readAttachment } from '#cases/read-attachment.ts'
import type { CaseThread } from '#cases/read-cases.ts'
import { readOpenCases } from '#cases/read-open-cases.ts'
import { isRefusal, type Refusal } from '#core/refusal.ts'
import type { Db } from '#db/connection.ts'
import { CASE_WORK_TEXTS, type CaseRefusal } from '#words/case-work.ts'
import type { Finding } from '#words/complaints.ts'
import { formatInstant } from '#words/format.ts'
import type { Commands } from './command.ts'

type At = { readonly db: Db; readonly now: number; readonly say: (line: string) => void }

const CASE_USAGE = 'NUMBER --as STAFF --reason TEXT [--to FOLDER]'
const ANSWER_USAGE = 'NUMBER --as STAFF --text FILE [--close]'
const DECIDE_USAGE =
  'NUMBER --uphold|--dismiss|[--not-charged PASSAGES] [--as-if-tag-read PASSAGES] --as STAFF [--text FILE]'

/** What customers have asked: shown, opened with a reason, and answered. */
export const CASE_COMMANDS: Commands = {
  cases: { usage: '', run: runCases },
  case: { usage: CASE_USAGE, run: runCase },
  'answer-case': { usage: ANSWER_USAGE, run: runAnswerCase },
  'decide-complaint': { usage: DECIDE_USAGE, run: runDecideComplaint },
}

const LISTED_MAX = 1000

export async function runCases({ db, say }: At): Promise<number> {
  const waiting = await readOpenCases(db, LISTED_MAX)
  for (const { number, company, topic, openedAt } of waiting)
    say(`${number} ${company} ${topic} ${formatInstant(openedAt, 'nb')}`)
  if (waiting.length === 0) say(CASE_WORK_TEXTS.nb.none)
  return 0
}

/** Opening one is seen by its customer. With a folder its attachments are put there. */
export async function runCase(
  at: At & { readonly clamd?: string | undefined },
  args: readonly string[],
): Promise<number> {
  const { values, number } = parsed(args)
  if (number === undefined || values.as === undefined) return usage(at, `case ${CASE_USAGE}`)
  const { reason = '', as: by } = values
  const thread = await openForStaff(at.db, { number, by, reason, now: at.now })
  if (isRefusal(thread)) return refused(at, thread)
  at.say(`${thread.number} ${thread.company} ${thread.topic} ${thread.state}: ${thread.subject}`)
  for (const { passageId, passedAt, station } of thread.complained)
    at.say(`passage ${passageId} ${formatInstant(passedAt, 'nb')} ${station}`)
  for (const { author, body, writtenAt, attachments } of thread.messages) {
    at.say(`-- ${author} ${formatInstant(writtenAt, 'nb')}`)
    at.say(body)
    for (const { name, kind, bytes, state } of attachments) at.say(`   ${name} ${kind} ${bytes} ${state}`)
  }
  if (values.to !== undefined) await putAttachments(at, thread, values.to)
  return 0
}

async function putAttachments(
  { db, clamd }: At & { readonly clamd?: string | undefined },
  thread: CaseThread,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true })
  const sent = thread.messages.flatMap(({ attachments }) => attachments)
  const read = await Promise.all(
    sent.map(({ publicId }) =>
      readAttachment(db, {
        partyIds: [thread.partyId],
        casePublicId: thread.publicId,
        publicId,
        scanned: clamd !== undefined,
      }),
    ),
  )
  // Two may have one name.
  const files = read.flatMap((one, i) =>
    one ? [{ name: `${i + 1}-${one.name}`, content: one.content }] : [],
  )
  await Promise.all(files.map(({ name, content }) => writeFile(join(folder, name), content)))
}

export async function runAnswerCase(at: At, args: readonly string[]): Promise<number> {
  const { values, number } = parsed(args)
  if (number === undefined || values.as === undefined || values.text === undefined)
    return usage(at, `answer-case ${ANSWER_USAGE}`)
  const text = (await readFile(values.text, 'utf8')).trim()
  const close = values.close ?? false
  const answered = await answerCase(at.db, { number, by: values.as, text, close, now: at.now })
  if (isRefusal(answered)) return refused(at, answered)
  at.say('answered')
  return 0
}

/** Of passages that are not named, when some are, the charge stands. Without a text the customer gets the ordinary answer. */
export async function runDecideComplaint(at: At, args: readonly string[]): Promise<number> {
  const { values, number } = parsed(args)
  const by = values.as
  const decision = decisionIn(values)
  if (number === undefined || by === undefined || !decision)
    return usage(at, `decide-complaint ${DECIDE_USAGE}`)
  const text = values.text === undefined ? '' : await readFile(values.text, 'utf8')
  const decided = await decideComplaint(at.db, { number, decision, by, text, now: at.now })
  if (isRefusal(decided)) return refused(at, decided)
  at.say(decided.decided)
  if (decided.notStanding)
    at.say(`${decided.notStanding} of its passages stand no longer: nothing was changed of them`)
  return 0
}

/** One of the three ways to decide, and no two. */
function decisionIn(values: ReturnType<typeof parsed>['values']) {
  const found = [
    ...passagesIn(values['not-charged'], 'not-charged'),
    ...passagesIn(values['as-if-tag-read'], 'as-if-tag-read'),
  ]
  const ways = [
    ...(values.uphold ? ['upheld' as const] : []),
    ...(values.dismiss ? ['dismissed' as const] : []),
    ...(found.length > 0 ? [found] : []),
  ]
  const twice = new Set(found.map(({ passageId }) => passageId)).size < found.length
  return ways.length === 1 && !twice ? ways[0] : undefined
}

/** «12,13» */
function passagesIn(text: string | undefined, finding: Finding): readonly Found[] {
  return (text?.split(',') ?? []).map((id) => ({ passageId: Number(id), finding }))
}

function parsed(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      reason: { type: 'string' },
      text: { type: 'string' },
      to: { type: 'string' },
      close: { type: 'boolean' },
      uphold: { type: 'boolean' },
      dismiss: { type: 'boolean' },
      'not-charged': { type: 'string' },
      'as-if-tag-read': { type: 'string' },
    },
  })
  const [given = ''] = positionals
  return { values, number: /^\d{1,15}$/.test(given) ? Number(given) : undefined }
}

function refused({ say }: At, { refused: code }: Refusal<CaseRefusal>): number {
  say(`${code}: ${CASE_WORK_TEXTS.nb.refusals[code]}`)
  return 1
}

function usage({ say }: At, text: string): number {
  say(text)
  return 1
}
