import { route } from '@react-router/dev/routes'

const FERRY = 'min-side/ferje'

/** AutoPASS for ferje: the prepaid account and its trips; becoming a customer, and an agreement's vehicles, cards and end. */
export const ferryPages = [
  route(FERRY, 'routes/ferry.tsx'),
  route(`${FERRY}/turer`, 'routes/ferry-trips.tsx'),
  route(`${FERRY}/turer/:tripId`, 'routes/ferry-trip.tsx'),
  route(`${FERRY}/bli-kunde`, 'routes/ferry-open.tsx'),
  route(`${FERRY}/kvittering/:publicId`, 'routes/ferry-receipt.tsx'),
  route(`${FERRY}/kjoretoy`, 'routes/ferry-vehicles.tsx'),
  route(`${FERRY}/kjoretoy/legg-til`, 'routes/ferry-add-vehicle.tsx'),
  route(`${FERRY}/kjoretoy/fjern`, 'routes/ferry-remove-vehicle.tsx'),
  route(`${FERRY}/kort`, 'routes/ferry-cards.tsx'),
  route(`${FERRY}/kort/sperr`, 'routes/ferry-block-card.tsx'),
  route(`${FERRY}/avslutt`, 'routes/ferry-end.tsx'),
  route(`${FERRY}/avsluttet/:publicId`, 'routes/ferry-ended.tsx'),
]

/** Files: an answer without a page around it. */
export const ferryFiles = [route(`${FERRY}/turer/turer.csv`, 'routes/ferry-trips-csv.ts')]
