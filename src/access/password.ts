import { type Refusal, refuse } from '#core/refusal.ts'

export type PasswordRefusal =
  | 'password-too-short'
  | 'password-too-long'
  | 'password-common'
  | 'password-is-email'

/** NIST SP 800-63B and OWASP ASVS 6.2: length counts, composition does not, and what everybody uses is no secret. */
const LENGTH_MIN = 12
const LENGTH_MAX = 200

export const PASSWORD_LENGTH_MIN = LENGTH_MIN

export function checkPassword(password: string, email: string): Refusal<PasswordRefusal> | undefined {
  const length = Array.from(password).length
  if (length < LENGTH_MIN) return refuse('password-too-short')
  if (length > LENGTH_MAX) return refuse('password-too-long')
  const plain = password.toLowerCase().replaceAll(/[\s\d\W_]+$/g, '')
  const whole = password.toLowerCase()
  if (email !== '' && (whole.includes(email) || plain === email.split('@')[0]))
    return refuse('password-is-email')
  if (COMMON.has(whole) || COMMON.has(plain) || isPattern(whole)) return refuse('password-common')
  return undefined
}

/** One sign, a few repeated, or a run along the keyboard or the alphabet. */
function isPattern(text: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/.test(text)) return true
  return [...RUNS, ...RUNS.map(backwards)].some((run) => (run + run).includes(text))
}

function backwards(text: string): string {
  return text.split('').toReversed().join('')
}

const RUNS = [
  '1234567890',
  'abcdefghijklmnopqrstuvwxyzæøå',
  'qwertyuiopåasdfghjkløæzxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
]

/** Of the most used, those long enough to come this far, and the words people lengthen with digits. */
const COMMON: ReadonlySet<string> = new Set(
  (
    'password passord password123 passord123 password1234 passord1234 passwordpassword passordpassord mypassword ' +
    'mittpassord hemmelig hemmelig1234 letmein letmeinplease welcome welcome12345 velkommen velkommen123 iloveyou ' +
    'jegelskerdeg administrator administrator1 qwertyuiop qwertyuiop123 qwerty123456 1qaz2wsx3edc 1q2w3e4r5t6y ' +
    'asdfghjkl asdfghjkl123 zxcvbnm12345 abcdefghijkl abcd12345678 aaaaaaaaaaaa 111111111111 000000000000 ' +
    '123456789012 1234567890123 012345678901 987654321098 123123123123 112233445566 123456abcdef a1b2c3d4e5f6 ' +
    'football1234 fotball12345 liverpool1234 manchester123 rosenborg123 norge1234567 norge norway sommer sommer2019 ' +
    'sommer2020 sommer2021 vinter vinter2019 vinter2020 september2019 oktober2019 november2019 desember2019 ' +
    'january2020 changeme changeme1234 trustno1 superman1234 batman123456 princess1234 sunshine1234 dragon123456 ' +
    'starwars1234 autopass autopass1234 bompenger bompenger123 minside minside12345 brikke brikke123456 ' +
    'correcthorsebatterystaple thisismypassword dettermittpassord passwort passwort1234 lösenord losenord1234 salasana'
  ).split(' '),
)
