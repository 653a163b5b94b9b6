import { isRefusal } from '#core/refusal.ts'
import { parseReturnedMail, type ReturnedMailRefusal } from '#formats/returned-mail.ts'
import { keyOfMessageId } from './mail.ts'

/** The key of the message that came back for good; undefined where it may get through yet. */
export function keyOfReturned(bytes: Uint8Array): { readonly key: string | undefined } | ReturnedMailRefusal {
  const mail = parseReturnedMail(bytes)
  if (isRefusal(mail)) return mail
  return { key: mail.isFinal ? keyOfMessageId(mail.messageId) : undefined }
}
