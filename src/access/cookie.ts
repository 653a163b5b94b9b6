import { LANGUAGES, type Language } from '#core/language.ts'

/** `__Host-`: the browser takes it only from this very host, over a safe line, for all of it. */
export const SESSION_COOKIE = '__Host-sid'
/** Ties an attempt to log in to the browser that began it: nobody can be sent back into somebody else's. */
export const ATTEMPT_COOKIE = '__Host-innlogging'
/** The same for who logs in by e-mail: a code is typed where it was asked for. */
export const EMAIL_COOKIE = '__Host-epost'
const LANGUAGE_COOKIE = 'lang'

export function readCookie(header: string | null | undefined, name: string): string | undefined {
  const found = header?.split(';').find((pair) => pair.trimStart().startsWith(`${name}=`))
  return found?.slice(found.indexOf('=') + 1).trim() || undefined
}

/** Gone with the browser: its end in time is the session's, which the server knows. */
export function secretCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax`
}

export function endedCookie(name: string): string {
  return `${secretCookie(name, '')}; Max-Age=0`
}

export function readLanguage(header: string | null | undefined): Language | undefined {
  const said = readCookie(header, LANGUAGE_COOKIE)
  return LANGUAGES.find((language) => language === said)
}

export function languageCookie(language: Language): string {
  return `${LANGUAGE_COOKIE}=${language}; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax`
}
