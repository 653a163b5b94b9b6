import type { Key } from '#core/seal.ts'
import type { DatabaseSettings } from '#db/server.ts'

/** What an installation is made of, as src/main.ts found it in the environment. Everything below takes it as an argument. */
export type Installation = {
  readonly database: DatabaseSettings
  readonly encryptionKey: Key
  /** Hex; keys every digest. */
  readonly digestKey: string
  /** The folder of reference data. */
  readonly data: string
  readonly home: string
  /** The checkout, and the environment its other processes inherit. */
  readonly root: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly minSideUrl: string
  readonly minSidePort: number
  readonly sandboxUrl: string
  readonly sandboxPort: number
  readonly smtpPort: number
  readonly demoStartsAt: number
  readonly synthetic: boolean
  readonly identity: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string }
  readonly register: { readonly url: string; readonly key: string } | undefined
  /** Who says for whom somebody may act. */
  readonly altinn: { readonly url: string; readonly token: string; readonly resource: string }
  /** The open register of organisations. */
  readonly organisationRegisterUrl: string
  readonly bankUrl: string | undefined
  /** Who makes tags ready and posts them. Undefined: orders wait. */
  readonly tagMakerUrl?: string | undefined
  /** Undefined: nobody pays by Vipps. */
  readonly vipps?: VippsKeys | undefined
  /** The network of e-invoices: whom one asks who takes them, and who carries them. */
  readonly peppol: { readonly smpUrl: string; readonly accessPointUrl: string } | undefined
  readonly efaktura:
    | {
        readonly url: string
        readonly key: string
        /** Where in the KIDs the issuers have agreed that the reference stands, both ends counted from 1. */
        readonly customerReference: { readonly from: number; readonly to: number }
      }
    | undefined
  readonly mail: { readonly host: string; readonly port: number; readonly from: string } | undefined
  /** The Maildir that mails come back to. Undefined: they are taken by command. */
  readonly returnedMail?: string | undefined
  /** ClamAV's daemon, `HOST:PORT`. Undefined: attachments are not scanned. */
  readonly clamd?: string | undefined
  readonly machineNow: () => number
  readonly newId: () => string
  readonly random: (bytes: number) => Buffer
  readonly say: (line: string) => void
}

export type VippsKeys = {
  readonly url: string
  /** Where the pages are that customers are sent to. */
  readonly pagesOrigin: string
  readonly clientId: string
  readonly clientSecret: string
  readonly apimKey: string
  /** The sales unit of each issuer that takes Vipps, by its code. */
  readonly salesUnits: Readonly<Record<string, string>>
}
