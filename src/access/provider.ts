import type { Language } from '#core/language.ts'
import type { Refusal } from '#core/refusal.ts'
import type { Level } from './level.ts'

/** Who tells us who somebody is. `outside/id-porten.ts` speaks to it. Throws when it does not answer. */
export type IdentityProvider = {
  readonly issuer: string
  /** Tells it what we ask, over our own line, and says where the browser goes to answer. */
  begin(
    asked: Asked & {
      readonly level: Level
      readonly language: Language
      /** Who they are is shown anew, whatever the provider remembers of them. */
      readonly anew?: boolean
    },
  ): Promise<URL>
  /** Exchanges what the browser came back with for who it is. State, nonce, issuer and signature are checked here. */
  finish(
    cameBackWith: URLSearchParams,
    asked: Asked,
  ): Promise<Identity | Refusal<'log-in-cancelled' | 'log-in-failed'>>
  /** A form the browser posts: the hint names a person, and so is not to stand in an address. */
  logOutForm(idToken: string): Promise<LogOutForm>
  /** Where its pages live: what may hold our front-channel log-out in a frame. */
  pagesOrigin(): Promise<string>
}

/** Made for one log-in, and used once. */
export type Asked = { readonly state: string; readonly nonce: string; readonly codeVerifier: string }

export type Identity = {
  /** Absent for a person without a Norwegian number, as one with a foreign eID may be. */
  readonly pid: string | undefined
  readonly name: string | undefined
  readonly acr: string | undefined
  /** The provider's name for its own session. */
  readonly sid: string | undefined
  readonly idToken: string
}

export type LogOutForm = { readonly action: string; readonly fields: Readonly<Record<string, string>> }
