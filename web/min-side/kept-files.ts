import type { Keeping } from '#cases/keep-attachments.ts'
import { keepAttachments } from '#cases/keep-attachments.ts'
import type { CaseLimits } from '#cases/limits.ts'
import type { Language } from '#core/language.ts'
import type { Tx } from '#db/connection.ts'
import { ATTACHMENT_TEXTS } from '#words/attachments.ts'
import type { AttachmentLimits } from '../parts/attachments.tsx'
import { fieldOf } from './forms.ts'
import { filesOf, textsOf } from './sent-files.ts'
import type { Customer } from './visit.ts'

/** The files of a form that is not sent yet: kept from now on, so that none has to be chosen again. */
export async function keepFiles(
  tx: Tx,
  { visit: { deps }, now }: Customer,
  of: { readonly form: FormData; readonly partyId: number; readonly limits: CaseLimits },
): Promise<Keeping> {
  const { form, partyId, limits } = of
  return keepAttachments(tx, {
    partyId,
    before: textsOf(form, 'beholdt'),
    without: fieldOf(form, 'fjern'),
    files: await filesOf(form, 'vedlegg'),
    limits,
    now,
    newId: deps.newId,
  })
}

export function fileFaultsOf(
  { faults }: Pick<Keeping, 'faults'>,
  language: Language,
  limits: CaseLimits,
): readonly string[] {
  const texts = ATTACHMENT_TEXTS[language].refusals
  const { megabytes, files } = attachmentLimits(limits)
  return faults.map(({ refused, name }) => texts[refused](name, megabytes, files))
}

export function attachmentLimits({ attachmentBytesMax, attachmentsMax }: CaseLimits): AttachmentLimits {
  return { megabytes: Math.floor(attachmentBytesMax / 1024 / 1024), files: attachmentsMax }
}
