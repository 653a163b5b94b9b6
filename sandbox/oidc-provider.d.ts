/** oidc-provider ships without types: no more of it than the sandbox uses. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export type Session = {
    readonly uid: string
    readonly accountId?: string
    readonly acr?: string
    readonly authorizations?: Readonly<Record<string, unknown>>
    sidFor(clientId: string, given?: string): string | undefined
  }

  export type Context = {
    status: number
    type: string
    body: unknown
    readonly path: string
    readonly response: { get(header: string): string; remove(header: string): void }
    readonly oidc?: OidcContext
  }

  export type OidcContext = {
    readonly route: string
    readonly params?: Readonly<Record<string, string | undefined>>
    readonly session: Session
    readonly client?: { readonly clientId: string }
    readonly result?: { readonly login?: unknown }
    readonly entities: Readonly<Record<string, unknown>>
    readonly provider: Provider
  }

  export type Grant = {
    jti: string
    addOIDCScope(scope: string): void
    save(): Promise<string>
  }

  export type InteractionDetails = {
    readonly uid: string
    readonly params: Readonly<Record<string, string | undefined>>
  }

  export type Policy = {
    get(name: string): { readonly checks: { add(check: unknown): void } } | undefined
  }

  export const interactionPolicy: {
    base(): Policy
    Check: new (
      reason: string,
      description: string,
      check: (ctx: { readonly oidc: OidcContext }) => boolean,
    ) => unknown
  }

  export const errors: {
    InvalidRequest: new (description: string) => Error
  }

  export default class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>)
    readonly Grant: new (of: {
      accountId: string
      clientId: string
    }) => Grant
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    use(middleware: (ctx: Context, next: () => Promise<void>) => Promise<void>): this
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<InteractionDetails>
    interactionResult(
      request: IncomingMessage,
      response: ServerResponse,
      result: Readonly<Record<string, unknown>>,
    ): Promise<string>
  }
}
