import { osloMonth } from '#core/oslo.ts'
import { canonicalPlate, type Plate } from '#core/plate.ts'
import type { Holders } from '#tags/read-holders.ts'
import { plateKey } from '#tags/vehicle.ts'
import { attribute } from './attribution.ts'
import type { NewPassage } from './judgement.ts'
import type { Passage, Seen, WaitingPassage } from './passage.ts'

export type Stored = NewPassage & { readonly id: number }
export type Reading = Stored & { readonly tagNumber: string | undefined; readonly plate: Plate | undefined }
export type Place = Passage | WaitingPassage

type File = { readonly id: number; readonly chargerId: number; readonly receivedAt: number }

/** Where a passage goes: to an agreement at once, or into waiting. Everything asked for is at hand. */
export function settle(
  reading: Reading,
  by: { holders: Holders; vehicles: ReadonlyMap<string, number>; file: File; now: number },
): Place {
  const { holders, vehicles, file } = by
  const key = reading.plate && plateKey(reading.plate)
  const byTag = reading.tagNumber === undefined ? undefined : holders.byTag.get(reading.tagNumber)
  const tag = reading.tagNumber === undefined ? undefined : holders.tags.get(reading.tagNumber)
  const byPlate = key === undefined ? undefined : holders.byPlate.get(key)
  const found = attribute(
    { ...reading, passedAt: reading.fields.passedAt },
    { byTag, byPlate, tagIsOurs: tag !== undefined },
  )
  const plateVehicle = key === undefined ? undefined : vehicles.get(key)
  const seen = seenOf(
    reading,
    file,
    found.to === 'agreement' ? found.readBy : reading.tagNumber === undefined ? 'plate' : 'tag',
  )
  const monthOn = osloMonth(seen.passedAt)
  if (found.to === 'agreement') {
    const { agreementId, partyId, vehicleId } = found.assignment
    // Class and stretch are those of the vehicle whose plate was read (terms 2.2: a tag belongs in its own vehicle).
    return {
      id: reading.id,
      monthOn,
      partyId,
      agreementId,
      vehicleId: plateVehicle ?? vehicleId,
      tagId: tag?.tagId,
      seen,
    }
  }
  const vehicleId = plateVehicle ?? byTag?.at(-1)?.vehicleId
  // Without a vehicle there is no owner to ask: only another issuer can know whose tag it was.
  const state = found.to === 'owner' && vehicleId !== undefined ? 'waiting-for-owner' : 'other-issuer'
  return {
    id: reading.id,
    monthOn,
    state,
    vehicleId,
    tagNumber: reading.tagNumber,
    seen,
    nextTryAt: state === 'waiting-for-owner' ? by.now : undefined,
  }
}

export function readingOf(passage: Stored): Reading {
  const { tagNumber, plate, country } = passage.fields
  const canonical = plate === '' ? undefined : canonicalPlate(plate)
  return {
    ...passage,
    tagNumber: tagNumber === '' ? undefined : tagNumber,
    plate: canonical === undefined ? undefined : { country: country === '' ? 'NO' : country, canonical },
  }
}

function seenOf(reading: Reading, file: File, readBy: 'tag' | 'plate'): Seen {
  const { lane, passedAt, plateCertainty, classSeen, pictureRef } = reading.fields
  return {
    fileId: file.id,
    chargerId: file.chargerId,
    sequence: reading.sequence,
    stationId: reading.stationId,
    lane,
    passedAt,
    readBy,
    plateCertainty,
    classSeen,
    pictureRef,
    receivedAt: file.receivedAt,
  }
}
