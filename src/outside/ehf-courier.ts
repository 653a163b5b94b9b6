import { isRefusal } from '#core/refusal.ts'
import type { AccessPoint } from './access-point.ts'
import type { Courier } from './message.ts'

/**
 * Hands an e-invoice in its envelope to the access point. It is known there by the identifier in the envelope, so that
 * a repeat of the same bytes is the same document.
 */
export function createEhfCourier(accessPoint: AccessPoint): Courier {
  return {
    async deliver({ subject: instanceId, body: envelope }) {
      const answer = await accessPoint.drop({ instanceId, envelope })
      if (!isRefusal(answer)) return 'delivered'
      if (answer.refused === 'access-point-unavailable')
        return { failed: `${answer.refused} ${answer.detail ?? ''}`.trim() }
      return { refused: answer.refused }
    },
    close: () => {},
  }
}
