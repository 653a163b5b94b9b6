import { route } from '@react-router/dev/routes'

const FERRY = 'min-side/ferje'

/** AutoPASS for ferje: the prepaid account, and its trips. */
export const ferryPages = [
  route(FERRY, 'routes/ferry.tsx'),
  route(`${FERRY}/turer`, 'routes/ferry-trips.tsx'),
  route(`${FERRY}/turer/:tripId`, 'routes/ferry-trip.tsx'),
]

/** Files: an answer without a page around it. */
export const ferryFiles = [route(`${FERRY}/turer/turer.csv`, 'routes/ferry-trips-csv.ts')]
