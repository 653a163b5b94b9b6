/** What we use of oidc-provider, which comes without types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  export class Provider {
    constructor(issuer: string, configuration: object)
    readonly Grant: { new (of: { accountId: string; clientId: string }): Grant; find(id: string): Promise<Grant | undefined> }
    readonly Client: { prototype: { includeSid: () => boolean } }
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    cookieName(of: 'session'): string
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>
    interactionResult(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
      options?: { mergeWithLastSubmission: boolean },
    ): Promise<string>
    on(event: string, listener: (context: Context, error: Error) => void): void
  }

  export interface Grant {
    addOIDCScope(scope: string): void
    save(): Promise<string>
    destroy(): Promise<void>
  }

  export interface Interaction {
    readonly uid: string
    readonly prompt: { readonly name: string }
    readonly params: Readonly<Record<string, string | undefined>>
  }

  export interface Session {
    readonly accountId: string | undefined
    readonly acr: string | undefined
    readonly uid: string
    readonly authorizations: Readonly<Record<string, { readonly grantId?: string }>> | undefined
    readonly state: { readonly postLogoutRedirectUri?: string; readonly state?: string } | undefined
    sidFor(clientId: string): string
    grantIdFor(clientId: string): string | undefined
    destroy(): Promise<void>
  }

  export interface Context {
    type: string
    status: number
    body: string
    readonly path: string
    readonly cookies: { set(name: string, value: null, options: object): void }
    readonly oidc: {
      readonly provider: Provider
      readonly session: Session
      readonly client: { readonly clientId: string }
      readonly account: { readonly accountId: string }
      readonly params: Readonly<Record<string, string | undefined>>
      readonly result: { readonly login?: object } | undefined
    }
  }

  export const errors: { readonly InvalidRequest: new (description: string) => Error }

  export const interactionPolicy: {
    base(): { get(name: string): { readonly checks: { add(check: object): void } } | undefined }
    readonly Check: {
      new (reason: string, description: string, check: (context: Context) => boolean): object
      readonly REQUEST_PROMPT: true
      readonly NO_NEED_TO_PROMPT: false
    }
  }
}
