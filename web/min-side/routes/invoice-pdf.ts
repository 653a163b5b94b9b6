import type { LoaderFunctionArgs } from 'react-router'
import { renderInvoice } from '#invoices/read-invoice-document.ts'
import { recordOpening } from '#invoices/record-opening.ts'
import { readInvoice } from '#payments/read-invoice.ts'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params }: LoaderFunctionArgs) {
  const printed = await asCustomer(context, async (tx, { partyIds, now }) => {
    const invoice = await readInvoice(tx, partyIds, { publicId: params.publicId ?? '', page: 1 })
    if (invoice) await recordOpening(tx, { invoiceId: invoice.id, now })
    return invoice && { number: invoice.number, pdf: await renderInvoice(tx, invoice.id) }
  })
  if (!printed) throw notFound()
  return new Response(Buffer.from(printed.pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="faktura-${printed.number}.pdf"`,
    },
  })
}
