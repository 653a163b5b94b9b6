import { generateKeyPairSync, hash, randomBytes, randomUUID } from 'node:crypto'
import { html } from 'hono/html'
import Provider, {
  type Context,
  errors,
  interactionPolicy,
  type OidcContext,
  type Session,
} from 'oidc-provider'
import { confirmLogOut, leaveEverywhere } from './id-porten-log-out.ts'
import { memory } from './id-porten-memory.ts'
import { page } from './layout.ts'
import { isAtLeast, type Person, personOf } from './persons.ts'

export type IdPortenSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly minSideUrl: string
}

/** ID-porten as a client meets it: pushed requests, PKCE, levels, national identity number. Keys live as long as it. */
export function createIdPorten(settings: IdPortenSettings, persons: readonly Person[]): Provider {
  const { issuer, minSideUrl } = settings
  const mount = new URL(issuer).pathname
  const granted = new Map<string, { locale: string; sid: string }>()
  const provider = new Provider(issuer, {
    adapter: memory(() => Date.now()),
    clients: [client(settings)],
    jwks: { keys: [signingKey()] },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      // Min side lives on another port of the same host, and a host shares its cookies over all ports.
      names: { session: 'id-porten', interaction: 'id-porten-innlogging', resume: 'id-porten-videre' },
      long: { httpOnly: true, sameSite: 'lax', path: mount },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    routes: ROUTES,
    scopes: ['openid', 'profile'],
    claims: {
      openid: ['sub', 'pid', 'acr', 'amr', 'auth_time', 'sid', 'locale', 'iss'],
      profile: PROFILE_CLAIMS,
    },
    // ID-porten puts what it tells in the ID token, not behind another question.
    conformIdTokenClaims: false,
    acrValues: ['idporten-loa-substantial', 'idporten-loa-high'],
    subjectTypes: ['pairwise'],
    pairwiseIdentifier: (_ctx: unknown, account: string, { clientId }: { clientId: string }) =>
      hash('sha256', `${clientId} ${account}`, 'base64url'),
    pkce: { required: () => true },
    responseTypes: ['code'],
    extraParams: { state: demand('state'), nonce: demand('nonce') },
    features: {
      devInteractions: { enabled: false },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      rpInitiatedLogout: { enabled: true, logoutSource: confirmLogOut },
    },
    interactions: {
      policy: logInPolicy(),
      url: (_ctx: unknown, { uid }: { uid: string }) => `${mount}/interaction/${uid}`,
    },
    ttl: {
      Session: 7200,
      Interaction: 1800,
      Grant: 7200,
      AuthorizationCode: 120,
      IdToken: 120,
      AccessToken: 120,
    },
    findAccount: (_ctx: unknown, handle: string, token?: { grantId?: string }) =>
      accountOf(personOf(persons, handle), granted.get(token?.grantId ?? '')),
    loadExistingGrant: (ctx: { readonly oidc: OidcContext }) => grantEverything(ctx.oidc, granted),
    renderError: async (ctx: Context, out: Readonly<Record<string, string>>) => {
      ctx.type = 'html'
      const told = html`<p role="alert">${out.error}: ${out.error_description}</p>`
      ctx.body = String(await page('Innloggingen stoppet', told))
    },
  })
  return provider.use(leaveEverywhere({ issuer, logOutUrl: `${minSideUrl}/logg-ut/utenfra` }))
}

const ROUTES = {
  authorization: '/authorize',
  token: '/token',
  jwks: '/jwks.json',
  userinfo: '/userinfo',
  pushed_authorization_request: '/par',
  end_session: '/logout',
}
const PROFILE_CLAIMS = ['name', 'eidas_firstname', 'eidas_lastname']

function client({ clientId, clientSecret, minSideUrl }: IdPortenSettings) {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    token_endpoint_auth_method: 'client_secret_basic',
    redirect_uris: [`${minSideUrl}/logg-inn/tilbake`],
    post_logout_redirect_uris: [`${minSideUrl}/`],
    response_types: ['code'],
    grant_types: ['authorization_code'],
    subject_type: 'pairwise',
  }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }
}

/** What OpenID Connect leaves to the client to send. Without it, an answer could be replayed to another browser. */
function demand(name: string) {
  return (_ctx: unknown, value: string | undefined) => {
    if (!value) throw new errors.InvalidRequest(`missing required parameter(s) '${name}'`)
  }
}

/** Who is logged in at a lower level than a client asks for must show more. Who did so just now is let through. */
function logInPolicy() {
  const policy = interactionPolicy.base()
  const stepUp = new interactionPolicy.Check('level', 'a higher level is asked for', ({ oidc }) => {
    return oidc.result?.login === undefined && !isAtLeast(oidc.session.acr, oidc.params?.acr_values)
  })
  policy.get('login')?.checks.add(stepUp)
  return policy
}

/** There is no consent in ID-porten: whoever logs in is told about. */
async function grantEverything(oidc: OidcContext, granted: Map<string, { locale: string; sid: string }>) {
  const { session, client: asking, params, provider } = oidc
  if (session.accountId === undefined || asking === undefined) return undefined
  const grant = new provider.Grant({ accountId: session.accountId, clientId: asking.clientId })
  for (const scope of ['openid', 'profile']) grant.addOIDCScope(scope)
  await grant.save()
  const locale = params?.ui_locales?.split(' ')[0] ?? 'nb'
  granted.set(grant.jti, { locale, sid: sidOf(session, asking.clientId) })
  return grant
}

/** The session gives a client its sid later than we are asked; once given, it keeps it. */
function sidOf(session: Session, clientId: string): string {
  if (!session.sidFor(clientId)) session.sidFor(clientId, randomUUID())
  return session.sidFor(clientId) ?? ''
}

function accountOf(person: Person | undefined, known: { locale: string; sid: string } | undefined) {
  if (!person) return undefined
  const { handle, name, pid } = person
  const names = name.split(' ')
  const identity =
    pid === null ? { eidas_firstname: names.slice(0, -1).join(' '), eidas_lastname: names.at(-1) } : { pid }
  return { accountId: handle, claims: () => ({ sub: handle, name, ...identity, ...known }) }
}
