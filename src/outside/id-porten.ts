import * as client from 'openid-client'
import { parseNationalId } from '#core/national-id.ts'
import { isRefusal, type Refusal, refuse } from '#core/refusal.ts'
import type {
  Identity,
  IdentityProvider,
  IdentityRefusal,
  LogInRequest,
  LogInSecrets,
} from '#access/identity-provider.ts'

export type IdPortenSettings = {
  readonly issuer: string
  readonly clientId: string
  /** One of the two; ID-porten prefers the key. */
  readonly clientSecret?: string | undefined
  readonly privateKeyJwk?: (JsonWebKey & { readonly kid?: string }) | undefined
  readonly redirectUri: string
  readonly postLogoutRedirectUri: string
  /** Plain http, for the double on this machine. Elsewhere it is refused. */
  readonly allowInsecure: boolean
  readonly timeoutMs: number
  /** Whether made-up identity numbers are let in. */
  readonly synthetic: boolean
}

/** ID-porten as an identity provider: code flow, pushed request, PKCE. It is first asked for its addresses when used. */
export function idPorten(settings: IdPortenSettings): IdentityProvider {
  const discover = once(() => discovery(settings))
  return {
    begin: async (request) => answered(async () => pushRequest(await discover(), settings, request)),
    complete: async (callbackUrl, expected) => {
      try {
        return await identityOf(await discover(), settings, callbackUrl, expected)
      } catch (error) {
        return refusalOf(error)
      }
    },
    logoutUrl: async (idTokenHint, language) =>
      answered(async () =>
        client.buildEndSessionUrl(await discover(), {
          id_token_hint: idTokenHint,
          post_logout_redirect_uri: settings.postLogoutRedirectUri,
          ui_locales: language,
        }),
      ),
  }
}

const LEVEL = 'idporten-loa-substantial'
/** At least what is asked for. ID-porten leaves this check to the client. */
const LEVELS_ENOUGH: readonly unknown[] = [LEVEL, 'idporten-loa-high']

async function pushRequest(
  config: client.Configuration,
  { redirectUri }: IdPortenSettings,
  { state, nonce, codeVerifier, language }: LogInRequest,
): Promise<URL> {
  return client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    acr_values: LEVEL,
    ui_locales: language,
  })
}

async function identityOf(
  config: client.Configuration,
  settings: IdPortenSettings,
  callbackUrl: URL,
  expected: LogInSecrets,
): Promise<Identity | Refusal<IdentityRefusal>> {
  // RFC 9207. The library asks for it only of providers that say they send it.
  if (callbackUrl.searchParams.get('iss') !== settings.issuer) return refuse('wrong-answer', 'iss')
  const tokens = await client.authorizationCodeGrant(config, atRedirectUri(callbackUrl, settings), {
    expectedState: expected.state,
    expectedNonce: expected.nonce,
    pkceCodeVerifier: expected.codeVerifier,
    idTokenExpected: true,
  })
  const claims = tokens.claims()
  if (!claims || tokens.id_token === undefined) return refuse('wrong-answer', 'no ID token')
  if (!LEVELS_ENOUGH.includes(claims.acr)) return refuse('wrong-level', textOf(claims.acr))
  if (claims.pid === undefined) return refuse('no-national-id')
  const nationalId = parseNationalId(textOf(claims.pid), { synthetic: settings.synthetic })
  if (isRefusal(nationalId)) return refuse('no-national-id', nationalId.refused)
  return {
    nationalId,
    name: textOf(claims.name),
    acr: textOf(claims.acr),
    amr: Array.isArray(claims.amr) ? claims.amr.map(textOf) : [],
    sid: claims.sid === undefined ? null : textOf(claims.sid),
    idToken: tokens.id_token,
    issuer: claims.iss,
  }
}

/** Behind a proxy the server sees another address than the browser; the code is bound to the registered one. */
function atRedirectUri(callbackUrl: URL, { redirectUri }: IdPortenSettings): URL {
  const url = new URL(redirectUri)
  url.search = callbackUrl.search
  return url
}

async function answered(ask: () => Promise<URL>): Promise<URL | Refusal<'provider-does-not-answer'>> {
  try {
    return await ask()
  } catch (error) {
    return refuse('provider-does-not-answer', detailOf(error))
  }
}

const DOES_NOT_ANSWER = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])
const NOT_NOW = new Set(['server_error', 'temporarily_unavailable'])

function refusalOf(error: unknown): Refusal<IdentityRefusal> {
  const detail = detailOf(error)
  if (error instanceof client.AuthorizationResponseError) {
    if (error.error === 'access_denied') return refuse('cancelled')
    return refuse(NOT_NOW.has(error.error) ? 'provider-does-not-answer' : 'wrong-answer', detail)
  }
  if (error instanceof client.ResponseBodyError) {
    return refuse(error.status >= 500 ? 'provider-does-not-answer' : 'wrong-answer', detail)
  }
  // fetch tells of a network that fails by a TypeError with a cause.
  const unreachable = error instanceof TypeError && error.cause !== undefined
  return refuse(
    unreachable || DOES_NOT_ANSWER.has(codeOf(error)) ? 'provider-does-not-answer' : 'wrong-answer',
    detail,
  )
}

/** Kinds and codes only: what the error says in full may hold what the token holds. */
function detailOf(error: unknown): string {
  if (error instanceof client.AuthorizationResponseError || error instanceof client.ResponseBodyError) {
    return error.error
  }
  return codeOf(error) || (error instanceof Error ? error.name : 'unknown')
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function textOf(claim: unknown): string {
  return typeof claim === 'string' ? claim : ''
}

async function discovery(settings: IdPortenSettings): Promise<client.Configuration> {
  const issuer = new URL(settings.issuer)
  const insecure = settings.allowInsecure && LOOPBACK.has(issuer.hostname)
  return client.discovery(issuer, settings.clientId, undefined, await proofOf(settings), {
    timeout: settings.timeoutMs / 1000,
    execute: insecure ? [client.allowInsecureRequests] : [],
  })
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

async function proofOf({ clientSecret, privateKeyJwk }: IdPortenSettings): Promise<client.ClientAuth> {
  if (!privateKeyJwk) return client.ClientSecretBasic(clientSecret)
  const rs256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('jwk', privateKeyJwk, rs256, false, ['sign'])
  return client.PrivateKeyJwt(privateKeyJwk.kid === undefined ? key : { key, kid: privateKeyJwk.kid })
}

/** Remembers what worked; what failed is tried again the next time. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined
  return async () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined
      throw error
    })
    return asked
  }
}
