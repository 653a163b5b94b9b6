import { pino } from 'pino'

export type Log = (event: string, facts: Readonly<Record<string, unknown>>) => void

/**
 * What the processes tell whoever runs them: one JSON line an event. Who a customer is and where they drove has no
 * place in it, so such fields are blacked out whoever logs them, and so is any long number in the text of an error.
 */
export function createLog(to: { write(line: string): void; now(): number }): Log {
  const logger = pino(
    {
      base: null,
      messageKey: 'event',
      timestamp: () => `,"at":"${new Date(to.now()).toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      redact: {
        paths: [...PERSONAL.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), 'error'],
        censor: (value, [field]) =>
          field === 'error' && typeof value === 'string' ? withoutNumbers(value) : '[personal]',
      },
    },
    { write: (line) => to.write(line.trimEnd()) },
  )
  return (event, facts) => ('error' in facts ? logger.error(facts, event) : logger.info(facts, event))
}

const PERSONAL = [
  'nationalId',
  'national_id',
  'pid',
  'sub',
  'email',
  'phone',
  'street',
  'postalCode',
  'recipient',
  'plate',
  'tagNumber',
  'tag_number',
  'station',
  'passedAt',
  'kid',
  'debitAccount',
  'debit_account',
  'cookie',
  'token',
]

/** Identity numbers, KIDs and accounts: what PostgreSQL quotes of the value it would not take. */
function withoutNumbers(text: string): string {
  return text.replaceAll(/\d{9,}/g, '[number]')
}
