import { httpVipps, type Vipps } from '#outside/vipps.ts'
import type { VippsOfIssuer } from '#payments/vipps.ts'
import type { Installation, VippsKeys } from './installation.ts'

/** The sales units of the issuers, each with a line of its own to Vipps. */
export function openVippsUnits(keys: VippsKeys, machineNow: () => number): VippsOfIssuer<Vipps> {
  const { url: baseUrl, clientId, clientSecret, apimKey } = keys
  const units = new Map(
    Object.entries(keys.salesUnits).map(([issuerCode, merchantSerialNumber]) => [
      issuerCode,
      httpVipps({
        baseUrl,
        clientId,
        clientSecret,
        apimKey,
        merchantSerialNumber,
        system: { name: 'brikke', version: '1' },
        timeoutMs: 5_000,
        now: machineNow,
      }),
    ]),
  )
  return (issuerCode) => units.get(issuerCode)
}

/** As the pages need it. */
export function vippsPages({ vipps, machineNow }: Pick<Installation, 'vipps' | 'machineNow'>) {
  return vipps && { ofIssuer: openVippsUnits(vipps, machineNow), pagesOrigin: vipps.pagesOrigin }
}

/** As the worker needs it. */
export function vippsWork({ vipps, machineNow, minSideUrl }: Installation) {
  return (
    vipps && {
      ofIssuer: openVippsUnits(vipps, machineNow),
      callbackOf: (issuerCode: string) => `${minSideUrl}${vippsWebhookPath(issuerCode)}`,
    }
  )
}

export function vippsWebhookPath(issuerCode: string): string {
  return `/api/vipps/${encodeURIComponent(issuerCode)}`
}
