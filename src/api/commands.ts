import { businessNow, readClock } from '#db/clock.ts'
import { connectAs, openServer, prepareSchema } from '#db/server.ts'
import { AVTALEGIRO_COMMANDS } from './avtalegiro-commands.ts'
import { BANK_FILE_COMMANDS } from './bank-file-commands.ts'
import { BOOK_COMMANDS } from './book-commands.ts'
import { BULK_PAYMENT_COMMANDS } from './bulk-payment-commands.ts'
import { CASE_COMMANDS } from './case-commands.ts'
import { CHANNEL_COMMANDS } from './channel-commands.ts'
import { CHARGER_PAYOUT_COMMANDS } from './charger-payout-commands.ts'
import { type Command, type Commands, runCommand } from './command.ts'
import { CORRECTION_COMMANDS } from './correction-commands.ts'
import { DUNNING_COMMANDS } from './dunning-commands.ts'
import { E_INVOICE_COMMANDS } from './e-invoice-commands.ts'
import { EXEMPTION_COMMANDS } from './exemption-commands.ts'
import { FARE_COMMANDS } from './fare-commands.ts'
import { FERRY_COMMANDS } from './ferry-commands.ts'
import { HOLD_COMMANDS } from './hold-commands.ts'
import type { Installation } from './installation.ts'
import { INTAKE_COMMANDS } from './intake-commands.ts'
import { INVOICE_SHAPE_COMMANDS } from './invoice-shape-commands.ts'
import { INVOICING_COMMANDS } from './invoicing-commands.ts'
import { OUTBOX_COMMANDS } from './outbox-commands.ts'
import { OWNER_COMMANDS } from './owner-commands.ts'
import { PAYMENT_COMMANDS } from './payment-commands.ts'
import { RATING_COMMANDS } from './rating-commands.ts'
import { REFUND_COMMANDS } from './refund-commands.ts'
import { SCHEDULE_COMMANDS } from './schedule-commands.ts'
import { SETTLEMENT_COMMANDS } from './settlement-commands.ts'
import { TAG_COMMANDS } from './tag-commands.ts'
import { VEHICLE_COMMANDS } from './vehicle-commands.ts'

const COMMANDS: Commands = {
  ...INTAKE_COMMANDS,
  ...OWNER_COMMANDS,
  ...TAG_COMMANDS,
  ...VEHICLE_COMMANDS,
  ...RATING_COMMANDS,
  ...EXEMPTION_COMMANDS,
  ...FARE_COMMANDS,
  ...HOLD_COMMANDS,
  ...CORRECTION_COMMANDS,
  ...INVOICING_COMMANDS,
  ...INVOICE_SHAPE_COMMANDS,
  ...E_INVOICE_COMMANDS,
  ...CASE_COMMANDS,
  ...CHANNEL_COMMANDS,
  ...AVTALEGIRO_COMMANDS,
  ...PAYMENT_COMMANDS,
  ...BANK_FILE_COMMANDS,
  ...REFUND_COMMANDS,
  ...BULK_PAYMENT_COMMANDS,
  ...DUNNING_COMMANDS,
  ...SETTLEMENT_COMMANDS,
  ...CHARGER_PAYOUT_COMMANDS,
  ...BOOK_COMMANDS,
  ...FERRY_COMMANDS,
  ...SCHEDULE_COMMANDS,
  ...OUTBOX_COMMANDS,
}

/** One command against the installation's database, as `batch`. Returns the exit code. */
export async function command(installation: Installation, name: string, args: string[]): Promise<number> {
  const found = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (found) return runOne(installation, { name, found }, args)
  for (const [known, { usage }] of Object.entries(COMMANDS))
    installation.say(`brikke ${known} ${usage}`.trimEnd())
  return name === 'help' ? 0 : 1
}

async function runOne(
  installation: Installation,
  { name, found }: { name: string; found: Command },
  args: string[],
): Promise<number> {
  const server = await openServer(installation.database)
  try {
    await prepareSchema(server, installation.database)
    const db = connectAs(server, 'batch', installation.database, { max: 4 })
    try {
      const now = businessNow(await readClock(db), installation.machineNow())
      return await runCommand(name, found, { ...installation, db, now }, args)
    } finally {
      await db.end()
    }
  } finally {
    await server.stop()
  }
}
