import { route } from '@react-router/dev/routes'

const VEHICLES = 'min-side/brikker-og-kjoretoy'

/** Tags, vehicles and agreements: pages with the menu beside them. */
export const vehiclePages = [
  route(VEHICLES, 'routes/vehicles.tsx'),
  route(`${VEHICLES}/legg-til`, 'routes/add-vehicle.tsx'),
  route(`${VEHICLES}/bestilling/:publicId`, 'routes/tag-order.tsx'),
  route(`${VEHICLES}/velg/:task`, 'routes/choose-vehicle.tsx'),
  route(`${VEHICLES}/flytt`, 'routes/move-tag.tsx'),
  route(`${VEHICLES}/pa-vent`, 'routes/waiting-tags.tsx'),
  route(`${VEHICLES}/sett-i`, 'routes/mount-tag.tsx'),
  route(`${VEHICLES}/fjern`, 'routes/remove-vehicle.tsx'),
  route(`${VEHICLES}/solgt`, 'routes/sell-vehicle.tsx'),
  route(`${VEHICLES}/meld`, 'routes/report-tag.tsx'),
  route(`${VEHICLES}/kvittering/:publicId`, 'routes/tag-change.tsx'),
  route(`${VEHICLES}/last-opp`, 'routes/upload-vehicles.tsx'),
  route(`${VEHICLES}/:assignmentId`, 'routes/vehicle.tsx'),
  route('min-side/saldo', 'routes/balance.tsx'),
  route('min-side/saldo/:publicId', 'routes/agreement.tsx'),
  route('min-side/avtaler/tilleggsavtale', 'routes/supplementary.tsx'),
  route('min-side/avtaler/:publicId/si-opp', 'routes/end-agreement.tsx'),
  route('min-side/avtaler/:publicId/kvittering', 'routes/agreement-receipt.tsx'),
]

/** Files: an answer without a page around it. */
export const vehicleFiles = [
  route(`${VEHICLES}/kjoretoy.csv`, 'routes/vehicles-csv.ts'),
  route(`${VEHICLES}/kjoretoy.xlsx`, 'routes/vehicles-xlsx.ts'),
]
