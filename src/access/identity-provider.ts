import type { Language } from '#core/language.ts'
import type { NationalId } from '#core/national-id.ts'
import type { Refusal } from '#core/refusal.ts'

/** Who tells us who somebody is. No answer is a refusal too: nothing here throws because of the network. */
export type IdentityProvider = {
  /** Where to send the browser. */
  begin(request: LogInRequest): Promise<URL | Refusal<'provider-does-not-answer'>>
  /** What came back with the browser, checked against what was asked. */
  complete(callbackUrl: URL, expected: LogInSecrets): Promise<Identity | Refusal<IdentityRefusal>>
  /** Where to send the browser so that it is logged out there too. */
  logoutUrl(idTokenHint: string, language: Language): Promise<URL | Refusal<'provider-does-not-answer'>>
}

export type LogInSecrets = { readonly state: string; readonly nonce: string; readonly codeVerifier: string }
export type LogInRequest = LogInSecrets & { readonly language: Language }

export type Identity = {
  readonly nationalId: NationalId
  /** Empty where the provider tells no name. */
  readonly name: string
  /** Level. */
  readonly acr: string
  /** Methods. */
  readonly amr: readonly string[]
  readonly sid: string | null
  readonly idToken: string
  readonly issuer: string
}

export type IdentityRefusal =
  | 'cancelled'
  | 'wrong-level'
  | 'no-national-id'
  | 'provider-does-not-answer'
  | 'wrong-answer'
