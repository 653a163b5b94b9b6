import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import { readOrder } from '#tags/read-orders.ts'
import { ADD_VEHICLE_TEXTS } from '#words/add-vehicle.ts'
import { formatDay, formatInstant } from '#words/format.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { Facts } from '../../parts/flow.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { asCustomer, notFound } from '../visit.ts'

export const access = 'customer'

export async function loader({ context, params }: LoaderFunctionArgs) {
  return asCustomer(context, async (tx, { partyIds, visit: { language } }) => {
    const order = await readOrder(tx, partyIds, params.publicId ?? '')
    if (!order) throw notFound()
    const { country, plate, agreementNumber, issuerName, register } = order
    return {
      language,
      ended: order.endedAt !== null,
      pending: register === 'pending',
      reference: `B-${String(order.id).padStart(6, '0')}`,
      plate: shownPlate({ country, canonical: plate }),
      agreement: `${agreementNumber}, ${issuerName}`,
      validFrom: formatInstant(order.agreementFrom, language),
      ordered: formatInstant(order.orderedAt, language),
      shipped: order.shippedAt === null ? undefined : formatDay(osloDay(order.shippedAt), language),
      tagNumber: order.tagNumber ?? undefined,
    }
  })
}

/** The receipt, and after it how far the order has come. */
export default function TagOrder() {
  const { language, ended, pending, ...order } = useLoaderData<typeof loader>()
  const texts = ADD_VEHICLE_TEXTS[language]
  const vehicles = VEHICLE_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{ended ? texts.receiptEnded : texts.receipt}</PageTitle>
      <section className="panel" aria-label={texts.receipt}>
        <Facts
          rows={[
            { name: texts.reference, value: order.reference },
            { name: texts.vehicle, value: order.plate },
            { name: vehicles.agreement, value: order.agreement },
            { name: texts.validFrom, value: order.validFrom },
            { name: texts.ordered, value: order.ordered },
            { name: texts.shipped, value: order.shipped ?? texts.notYet },
            ...(order.tagNumber ? [{ name: vehicles.tagNumber, value: order.tagNumber }] : []),
          ]}
        />
      </section>
      {!ended && (
        <section className="stack" aria-labelledby="next">
          <Heading level={2} data-size="sm" id="next">
            {texts.next}
          </Heading>
          {pending && <Paragraph>{texts.pendingNext}</Paragraph>}
          <ul className="plain-list">
            {texts.nextSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </section>
      )}
      <div>
        <Link asChild>
          <RouterLink to="/min-side/brikker-og-kjoretoy">{vehicles.toList}</RouterLink>
        </Link>
      </div>
    </>
  )
}
