import { isTest, type Source } from './source.ts'

/** Nouns in two words, each with the reason why one word would say less. They are held to be pure like the others. */
export const TWO_WORD_NOUNS: Readonly<Record<string, string>> = {
  'src/customers/portfolio-stage.ts': 'the tables an import is staged in; «stage» alone is a theatre',
  'src/dunning/credit-limit.ts': 'the term of terms 2.9; «limit» alone is any',
  'src/dunning/dunning-terms.ts': 'what data/dunning.json says; «terms» are the agreement terms',
  'src/ferry/vehicle-group.ts': 'the glossary’s own term; «group» alone is any',
  'src/ferry/top-up.ts': 'the customer’s own word for it, one in Norwegian',
  'src/ferry/prepaid-amount.ts': 'the scheme’s own term; «amount» alone is any',
  'src/ferry/fare-file.ts': 'the shape of data/ferry; «fare» is the value made of it',
  'src/ferry/fare-checks.ts': 'what the shape of the files alone cannot say',
  'src/invoices/channel-terms.ts': 'what data/channels.json says; «terms» are the agreement terms',
  'src/invoices/complaint-terms.ts': 'what data/complaints.json says; «terms» are the agreement terms',
  'src/invoices/corrected-lines.ts':
    'lines of an invoice that correct an earlier one; «lines» are all of them',
  'src/invoices/invoice-trigger.ts':
    'when an invoice is sent, by sum and age; «trigger» alone is also the database’s',
  'src/invoices/invoicing-terms.ts': 'what data/invoicing.json says; «terms» are the agreement terms',
  'src/invoices/issuer-terms.ts':
    'the rows that files of terms have by issuer; «terms» as in the two beside it',
  'src/invoices/e-invoice.ts': 'one word, with its hyphen',
  'src/payments/kid-slips.ts': 'KIDs a slip of the pen away; «slips» alone are of paper',
  'src/words/bank-notice.ts': 'what a payer’s bank tells; «notice» alone is a reminder’s too',
  'src/payments/avtalegiro-claim.ts':
    'a claim on a payer’s account; «claim» alone is also what a worker does',
  'src/payments/avtalegiro-terms.ts': 'what data/avtalegiro.json says; «terms» are the agreement terms',
  'src/payments/notice-terms.ts': 'what data/notices.json says; «terms» are the agreement terms',
  'src/payments/payout-terms.ts': 'what data/refunds.json says; «terms» are the agreement terms',
  'src/rating/cap-groups.ts': 'the groups of the monthly cap, with name and limit; «cap» is the rule',
  'src/rating/hour-rule.ts': 'the field’s own term; «rule» alone is any of three',
  'src/rating/pair-rule.ts': 'the field’s own term; «pair» alone says nothing of a rule',
  'src/rating/tariff-file.ts': 'the shape of a file of data/tolls; «tariff» is the value made of it',
  'src/rating/tariff-change.ts':
    'what one tariff file prices otherwise than another; «change» alone is rating’s',
  'src/rating/suspicion-limits.ts': 'the shape of data/suspicion.json; «suspicion» is what is decided by it',
  'src/rating/tariff-checks.ts': 'what the shape of a tariff file alone cannot say',
  'src/settlement/control-sql.ts': 'what the control asks the database; «control» is what the answers mean',
  'src/settlement/project-rules.ts':
    'what holds in a toll project on a day, in few words; «project» is all of it',
  'src/settlement/settlement-terms.ts': 'what data/settlement.json says; «terms» are the agreement terms',
  'src/settlement/retention-terms.ts': 'what data/retention.json says; «retention» is how long',
  'src/customers/organisation-register.ts': 'the name of an authority: the port to it',
  'src/tags/tag-maker.ts': 'who makes tags ready: the port to it',
  'src/tags/vehicle-register.ts': 'the name of an authority: the port to it',
}

/** What a verb phrase may begin with. A hyphenated name that begins otherwise is a noun that asks for one word. */
const VERBS = new Set(
  (
    'accept add allocate announce answer apply ask attribute block book choose close compose decide delete deliver end erase explain export find follow grant hand hold import ' +
    'issue keep log make mark match mend mount move open order park post preview put raise rate re read receive record refresh refund register reject release remember render report request resolve return ' +
    'revoke run save scan see send settle show sign start store take tell undo verify watch write'
  ).split(' '),
)

/** Files of the pure folders that reach out all the same. */
const MAY_REACH_OUT: Readonly<Record<string, string>> = {
  'src/formats/invoice-pdf.ts':
    'the Typst compiler is a program that reads its fonts and template from beside it',
}

const PURE_FOLDERS = new Set(['core', 'words', 'formats'])
const FOLDERS_OF_VERBS = new Set(['db', 'outside', 'jobs', 'api', 'web', 'main'])

/** A noun is pure: no waiting, no clock, no dice, no database. */
export function impurities(source: Source): readonly string[] {
  const { path, imports, does } = source
  if (!isNoun(source)) return []
  const reaches = [
    ...['async', 'await', ...CLOCK_AND_DICE].filter((what) => does.has(what)),
    ...[...does].filter((what) => what.startsWith('process.')),
    ...imports.filter((target) => target.startsWith('#db/') || IO_MODULE.test(target)),
  ]
  return reaches.map((what) => `${path} is a noun, and has ${what}`)
}

export const CLOCK_AND_DICE = [
  'Date.now',
  'new Date()',
  'Temporal.Now',
  'performance.now',
  'Math.random',
  'crypto.getRandomValues',
  'crypto.randomUUID',
  'randomUUID()',
  'randomBytes()',
  'randomInt()',
] as const

const IO_MODULE =
  /^(node:)?(fs|fs\/promises|net|tls|http|https|http2|dgram|child_process|worker_threads|dns|timers\/promises)$/

function isNoun({ path, folder }: Source): boolean {
  if (isTest(path) || path in MAY_REACH_OUT) return false
  if (PURE_FOLDERS.has(folder)) return true
  if (FOLDERS_OF_VERBS.has(folder)) return false
  const name = nameOf(path)
  return name !== 'store' && !isVerbPhrase(name)
}

/** Two-word nouns nobody has given a reason for. */
export function unexplainedNouns({ path, folder }: Source): readonly string[] {
  if (isTest(path) || PURE_FOLDERS.has(folder) || FOLDERS_OF_VERBS.has(folder)) return []
  const name = nameOf(path)
  if (!name.includes('-') || isVerbPhrase(name) || path in TWO_WORD_NOUNS) return []
  return [`${path}: a two-word noun asks to be split or better named; a verb phrase begins with its verb`]
}

/** Only src/main.ts reads the environment, the clock and the dice; everybody else is handed them. */
export function readsTheMachine({ path, folder, does }: Source): readonly string[] {
  if (isTest(path) || folder === 'main') return []
  return ['process.env', ...CLOCK_AND_DICE]
    .filter((what) => does.has(what))
    .map((what) => `${path} has ${what}: only src/main.ts reads the environment, the clock and the dice`)
}

function isVerbPhrase(name: string): boolean {
  return name.includes('-') && VERBS.has(name.split('-')[0] ?? '')
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.tsx?$/, '')
}
