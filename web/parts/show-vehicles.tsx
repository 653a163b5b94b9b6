import { Tag } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import { shownPlate } from '#core/plate.ts'
import type { OwnVehicle } from '#tags/read-vehicles.ts'
import { formatShortDay } from '#words/format.ts'
import { TAG_STATE_COLORS, type TagState, VEHICLE_TEXTS } from '#words/vehicles.ts'

/** A vehicle in words, for a list and for a choice. */
export function ofVehicle(vehicle: OwnVehicle, language: Language) {
  const { assignmentId, country, plate, make, model, tagNumber, tagState, orderedAt } = vehicle
  const texts = VEHICLE_TEXTS[language]
  const noTag = orderedAt === null ? texts.noTag : texts.tagOrdered(formatShortDay(osloDay(orderedAt)))
  return {
    assignmentId,
    plate: shownPlate({ country, canonical: plate }),
    country: country === 'NO' ? undefined : country,
    makeAndModel: [make, model].filter(Boolean).join(' '),
    tag: tagNumber ?? noTag,
    tagState: tagState ?? undefined,
    hasTag: tagNumber !== null,
    agreement: `${vehicle.issuerName}, ${vehicle.agreementNumber}`,
    from: formatShortDay(osloDay(vehicle.from)),
    costCentre: vehicle.costCentre ?? undefined,
  }
}

export type ShownVehicle = ReturnType<typeof ofVehicle>

export function TagStateTag({ state, language }: { state: TagState; language: Language }) {
  return <Tag data-color={TAG_STATE_COLORS[state]}>{VEHICLE_TEXTS[language].states[state]}</Tag>
}

/** For a list of radio buttons. */
export function vehicleChoice({ assignmentId, plate, makeAndModel, tag, agreement }: ShownVehicle) {
  return {
    value: String(assignmentId),
    label: makeAndModel ? `${plate} · ${makeAndModel}` : plate,
    about: `${tag} · ${agreement}`,
  }
}
