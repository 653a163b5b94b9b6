import { createPrivateKey, type JsonWebKeyInput } from 'node:crypto'
import * as oidc from 'openid-client'
import type { Identity, IdentityProvider } from '#access/provider.ts'
import { refuse } from '#core/refusal.ts'

export type IdPortenSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string
  /** Instead of a secret: signs what we say (private_key_jwt), as ID-porten prefers. */
  readonly privateKeyJwk?: JsonWebKeyInput['key'] & { readonly kid?: string }
  readonly redirectUri: string
  readonly afterLogOut: string
  /** Plain HTTP, to a double on this machine; to any other it is refused all the same. */
  readonly allowInsecure?: boolean
  readonly timeoutMs: number
}

/** ID-porten over OpenID Connect: code flow with PKCE, pushed requests, and log-out there. */
export function createIdPorten(settings: IdPortenSettings): IdentityProvider {
  const discovered = lazily(() => discover(settings))
  return {
    issuer: settings.issuer,
    begin: async ({ state, nonce, codeVerifier, level, language, anew }) =>
      oidc.buildAuthorizationUrlWithPAR(await discovered(), {
        redirect_uri: settings.redirectUri,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        acr_values: level,
        ui_locales: language,
        ...(anew ? { prompt: 'login' } : {}),
      }),
    finish: async (cameBackWith, asked) => {
      if (cameBackWith.has('error')) return refusalOf(cameBackWith.get('error') ?? '')
      // RFC 9207: without it, an answer of one provider could be passed off as another's.
      if (cameBackWith.get('iss') !== settings.issuer) return refuse('log-in-failed', 'iss')
      const url = new URL(settings.redirectUri)
      url.search = cameBackWith.toString()
      return exchange(await discovered(), url, asked)
    },
    logOutForm: async (idToken) => ({
      action: endpoint(await discovered(), 'end_session_endpoint'),
      fields: {
        id_token_hint: idToken,
        client_id: settings.clientId,
        post_logout_redirect_uri: settings.afterLogOut,
      },
    }),
    pagesOrigin: async () => new URL(endpoint(await discovered(), 'authorization_endpoint')).origin,
  }
}

const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]']

async function discover(settings: IdPortenSettings): Promise<oidc.Configuration> {
  const insecure = settings.allowInsecure && THIS_MACHINE.includes(new URL(settings.issuer).hostname)
  return oidc.discovery(
    new URL(settings.issuer),
    settings.clientId,
    { id_token_signed_response_alg: 'RS256' },
    await authentication(settings),
    {
      timeout: settings.timeoutMs / 1000,
      // The library trusts the line the ID token came over; we check its signature as well.
      execute: [oidc.enableNonRepudiationChecks, ...(insecure ? [oidc.allowInsecureRequests] : [])],
    },
  )
}

async function authentication(settings: IdPortenSettings): Promise<oidc.ClientAuth> {
  const { privateKeyJwk, clientSecret } = settings
  if (privateKeyJwk === undefined) return oidc.ClientSecretBasic(clientSecret)
  const pem = createPrivateKey({ key: privateKeyJwk, format: 'jwk' }).export({ type: 'pkcs8', format: 'der' })
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('pkcs8', new Uint8Array(pem), algorithm, false, ['sign'])
  return oidc.PrivateKeyJwt(privateKeyJwk.kid === undefined ? key : { key, kid: privateKeyJwk.kid })
}

/** An answer that does not hold is a refused log-in; a provider that does not answer is an error, and the caller's. */
async function exchange(
  config: oidc.Configuration,
  url: URL,
  asked: { state: string; nonce: string; codeVerifier: string },
): ReturnType<IdentityProvider['finish']> {
  try {
    const tokens = await oidc.authorizationCodeGrant(config, url, {
      expectedState: asked.state,
      expectedNonce: asked.nonce,
      pkceCodeVerifier: asked.codeVerifier,
      idTokenExpected: true,
    })
    return identityOf(tokens.claims(), tokens.id_token)
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError) return refusalOf(error.error)
    if (error instanceof oidc.ResponseBodyError && error.status < 500)
      return refuse('log-in-failed', error.error)
    if (error instanceof oidc.ClientError && !NO_ANSWER.has(error.code ?? ''))
      return refuse('log-in-failed', error.code)
    throw error
  }
}

/** Too late, cut off, or a status or page of something in between: not what the provider says of the log-in. */
const NO_ANSWER = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])

function identityOf(claims: oidc.IDToken | undefined, idToken: string | undefined): Identity {
  if (!claims || idToken === undefined) throw new Error('a log-in without an ID token')
  return {
    pid: textOf(claims.pid),
    name: textOf(claims.name),
    acr: textOf(claims.acr),
    sid: textOf(claims.sid),
    idToken,
  }
}

function textOf(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}

function refusalOf(error: string) {
  return error === 'access_denied' ? refuse('log-in-cancelled') : refuse('log-in-failed', error)
}

function endpoint(
  config: oidc.Configuration,
  name: 'end_session_endpoint' | 'authorization_endpoint',
): string {
  const found = config.serverMetadata()[name]
  if (found === undefined) throw new Error(`the identity provider tells no ${name}`)
  return found
}

/** Asked for when first needed, so that we start while it is down; and again when it failed. */
function lazily<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = undefined
      throw error
    })
    return answer
  }
}
