import type { Tx } from '#db/connection.ts'
import type { CostCentre, CostCentres } from './part.ts'

export async function readCostCentres(tx: Tx, agreementIds: readonly number[]): Promise<CostCentres> {
  if (agreementIds.length === 0) return new Map()
  const rows = await tx<(CostCentre & { key: string })[]>`
    select agreement_id || ' ' || vehicle_id as key, cost_centre as "costCentre", reference,
           coalesce(lower(valid), 'epoch') as "from", upper(valid) as "to"
    from cost_centre where agreement_id = any (${agreementIds.map(String)}::bigint[])`
  return Map.groupBy(rows, (row) => row.key)
}
