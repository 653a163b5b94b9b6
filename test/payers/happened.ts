import type { PlayedPayers } from './play-payers.ts'

/** What must occur in a year of payers, or it proves nothing of it. */
const WANTED = [
  'pays on time',
  'pays late',
  'pays the reminder',
  'pays in two parts',
  'pays a part',
  'pays twice',
  'pays too much',
  'pays with a wrong KID',
  'pays a part, which the bank takes back after the reminder',
  'pays, and the bank takes it back',
  'pays when it is in collection',
  'never pays',
  'reminded',
  'to collection',
  'collection files',
  'paid to the collector',
  'partly paid to the collector',
  'withdrawn',
  'given up: credited',
  'given up: credited, and undone',
  'given up: taken-back',
  'given up: taken-back, and undone',
  'VAT of what was lost',
  'VAT owed again',
  'collected anew',
  'paid when it was ours again',
  'decided by a person',
  'files again',
  'blocked',
  'lifted',
  'asked again',
  'credited',
]

/** What should have occurred, and did not. */
export function missing({ events }: Pick<PlayedPayers, 'events'>): readonly string[] {
  return WANTED.filter((what) => !((events[what] ?? 0) > 0))
}
