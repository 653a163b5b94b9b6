import type { LoaderFunctionArgs } from 'react-router'
import { openCsv } from '#formats/csv.ts'
import { vehiclesFile } from '../vehicles-file.ts'

export const access = 'customer'

export async function loader({ context }: LoaderFunctionArgs) {
  return vehiclesFile(context, openCsv, { name: 'kjoretoy.csv', type: 'text/csv; charset=utf-8' })
}
