import type { LoaderFunctionArgs } from 'react-router'
import { CONTENT_TYPES } from '#cases/attachment.ts'
import { readAttachment } from '#cases/read-attachment.ts'
import { asCustomer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

/** Whatever is in it, it is saved and not shown: nothing of it runs as a page of ours. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { deps, back } = visitOf(context)
  const attachment = await asCustomer(context, (tx, { partyIds }) =>
    readAttachment(tx, {
      partyIds,
      casePublicId: params.publicId ?? '',
      publicId: params.attachmentId ?? '',
      scanned: deps.filesAreScanned,
    }),
  )
  if (!attachment) throw notFound()
  back.sandbox = true
  return new Response(new Uint8Array(attachment.content), {
    headers: {
      'content-type': CONTENT_TYPES[attachment.kind],
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
    },
  })
}
