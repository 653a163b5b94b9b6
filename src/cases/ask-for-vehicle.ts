import type { EmailSender } from '#access/register-email-user.ts'
import { takeTry } from '#access/take-try.ts'
import { LANGUAGES, type Language } from '#core/language.ts'
import { type Plate, shownPlate } from '#core/plate.ts'
import type { Db, Tx } from '#db/connection.ts'
import { lockVehicle } from '#tags/read-assignments.ts'
import { readVehicle } from '#tags/store.ts'
import { saveWanted } from '#tags/store-wanted.ts'
import { WANTED_VEHICLE_TEXTS } from '#words/wanted-vehicle.ts'
import type { Addressee } from './case.ts'
import { type OpenedCase, openCase } from './open-case.ts'
import { readOpenAbout } from './read-cases.ts'

/**
 * A customer asks for a vehicle that stands under somebody else's agreement: a case to their own company, which says
 * what is the matter, and word to the holder, whose notice alone ends that (terms 2.8). Who has asked already is led to
 * that case as long as it is open.
 */
export async function askForVehicle(
  tx: Tx,
  asked: {
    readonly to: Addressee
    readonly plate: Plate
    readonly language: Language
    readonly publicId: string
    readonly now: number
  },
): Promise<OpenedCase> {
  const { to, plate, language, publicId, now } = asked
  const texts = WANTED_VEHICLE_TEXTS[language]
  const shown = shownPlate(plate)
  const vehicleId = await readVehicle(tx, plate)
  if (vehicleId !== undefined) {
    // Asked in two tabs at once, it is one case.
    await lockVehicle(tx, vehicleId)
    await saveWanted(tx, { vehicleId, partyId: to.partyId, now })
  }
  const subjects = LANGUAGES.map((one) => WANTED_VEHICLE_TEXTS[one].subject(shown))
  const before = await readOpenAbout(tx, to.partyId, subjects)
  if (before) return before
  return openCase(tx, {
    to,
    topic: 'vehicle',
    subject: texts.subject(shown),
    text: texts.text(shown),
    about: undefined,
    attachments: [],
    language,
    publicId,
    now,
  })
}

/** Each time one asks is a try: whoever holds what is asked for is a stranger, and gets mail of it. */
export async function mayAskForVehicle(
  db: Db,
  by: Pick<EmailSender, 'digestKeyHex' | 'machineNow' | 'from'>,
  userId: number,
): Promise<boolean> {
  const tried = { what: 'vehicle', at: String(userId), digestKeyHex: by.digestKeyHex, from: by.from }
  return (await takeTry(db, tried, by.machineNow)).mayTry
}
