import { osloMonth } from '#core/oslo.ts'
import { canonicalPlate, type Plate } from '#core/plate.ts'
import type { PassageFields } from '#formats/passage-file.ts'
import type { Holders } from '#tags/read-holders.ts'
import { plateKey } from '#tags/vehicle.ts'
import { attribute, vehicleOfTag } from './attribution.ts'
import type { Place, Seen } from './passage.ts'

/** A line as it came: of which file, and in the place of which earlier row. */
export type Stored = {
  readonly id: number
  readonly sequence: number
  readonly stationId: number
  readonly fields: PassageFields
  readonly file: File
  readonly replaces?: number
  readonly asIfTagRead?: boolean
}

/** What was read of a passage, wherever it is read from: a line, or the row it became. */
export type Reading = {
  readonly id: number
  readonly tagNumber: string | undefined
  readonly plate: Plate | undefined
  /** As `plateKey` names it; empty without one. */
  readonly plateKey: string
  readonly seen: Seen
}

type File = { readonly id: number; readonly chargerId: number; readonly receivedAt: number }

/** Where a passage goes: to an agreement at once, or into waiting. Everything asked for is at hand. */
export function settle(
  reading: Reading,
  by: { holders: Holders; vehicles: ReadonlyMap<string, number>; now: number },
): Place {
  const { id, tagNumber, plate, plateKey, seen } = reading
  const { holders, vehicles } = by
  const tag = tagNumber === undefined ? undefined : holders.tags.get(tagNumber)
  const known = {
    tag,
    byTag: tagNumber === undefined ? undefined : holders.byTag.get(tagNumber),
    byPlate: plate && holders.byPlate.get(plateKey),
  }
  const asked = { tagNumber, plate, chargerId: seen.chargerId, passedAt: seen.passedAt }
  const found = attribute(asked, known)
  const plateVehicle = plate && vehicles.get(plateKey)
  const monthOn = osloMonth(seen.passedAt)
  if (found.to === 'agreement') {
    // Class and stretch are those of the vehicle whose plate was read (terms 2.2: a tag belongs in its own vehicle).
    const vehicleId = plateVehicle ?? found.vehicleId
    return {
      id,
      monthOn,
      partyId: found.partyId,
      agreementId: found.agreementId,
      vehicleId,
      tagId: tag?.tagId,
      unknownTag: tag ? undefined : tagNumber,
      tagOfAnotherVehicle: found.readBy === 'tag' && vehicleId !== found.vehicleId,
      readBy: found.readBy,
      seen,
    }
  }
  const vehicleId = plateVehicle ?? vehicleOfTag(asked, known)
  // Without a vehicle there is no owner to ask: only another issuer can know whose tag it was.
  const state = found.to === 'owner' && vehicleId !== undefined ? 'waiting-for-owner' : 'other-issuer'
  return {
    id,
    monthOn,
    state,
    vehicleId,
    tagNumber,
    readBy: tagNumber === undefined ? 'plate' : 'tag',
    seen,
    nextTryAt: state === 'waiting-for-owner' ? by.now : undefined,
  }
}

export function readingOf(stored: Stored): Reading {
  const { id, sequence, stationId, fields, file, replaces, asIfTagRead = false } = stored
  const { tagNumber, country, lane, passedAt, plateCertainty, classSeen, pictureRef } = fields
  const canonical = fields.plate === '' ? undefined : canonicalPlate(fields.plate)
  const plate = canonical === undefined ? undefined : { country: country === '' ? 'NO' : country, canonical }
  return {
    id,
    tagNumber: tagNumber === '' ? undefined : tagNumber,
    plate,
    plateKey: plate ? plateKey(plate) : '',
    seen: {
      fileId: file.id,
      chargerId: file.chargerId,
      sequence,
      stationId,
      lane,
      passedAt,
      plateRead: canonical !== undefined,
      plateCertainty,
      classSeen,
      pictureRef,
      receivedAt: file.receivedAt,
      replaces,
      asIfTagRead,
    },
  }
}
