import type { Language } from '#core/language.ts'

export type MessageKind = 'mail' | 'sms' | 'letter' | 'ehf' | 'efaktura' | 'webhook'

export type Message = {
  /** The same for the same message, however often it is handed over. */
  readonly dedupeKey: string
  readonly kind: MessageKind
  readonly recipient: string
  readonly subject: string
  readonly body: string
  readonly language: Language
}

/** `refused` is for good, by its code. Never an address in either: it is kept and logged. */
export type Delivery = 'delivered' | { readonly failed: string } | { readonly refused: string }

/** Carries one kind of message out of the house. Does not throw because the other end is down. */
export type Courier = {
  deliver(message: Message): Promise<Delivery>
  close(): void
}
