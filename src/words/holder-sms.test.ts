import { expect, test } from 'vitest'
import { LANGUAGES } from '#core/language.ts'
import { soldVehicleSms } from './sold-vehicle.ts'
import { WANTED_VEHICLE_TEXTS } from './wanted-vehicle.ts'

test.each(LANGUAGES)(
  'who is told of their vehicle by SMS alone gets one message with no link, in %s',
  (language) => {
    const issuer = 'Bompengeselskap Nord AS'
    for (const { body } of [
      soldVehicleSms(issuer, language),
      WANTED_VEHICLE_TEXTS[language].smsToHolder(issuer),
    ]) {
      expect(body.length).toBeLessThanOrEqual(160)
      expect(body).toContain(issuer)
      expect(body).not.toMatch(/https?:|www\.|\.no\b|\d/)
    }
  },
)
