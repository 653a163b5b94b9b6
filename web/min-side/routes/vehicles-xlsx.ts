import type { LoaderFunctionArgs } from 'react-router'
import { openXlsx } from '#formats/xlsx.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'
import { vehiclesFile } from '../vehicles-file.ts'
import { visitOf } from '../visit.ts'

export const access = 'customer'

export async function loader({ context }: LoaderFunctionArgs) {
  const sheet = VEHICLE_TEXTS[visitOf(context).language].vehicle
  return vehiclesFile(context, (columns) => openXlsx(sheet, columns), {
    name: 'kjoretoy.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  })
}
