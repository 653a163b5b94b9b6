import { route } from '@react-router/dev/routes'

const FERRY = 'min-side/ferje'

/** Becoming a ferry customer, and the vehicles, cards and end of an agreement. */
export const ferryPages = [
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
