import type { Mandate, MandateFile } from '#formats/avtalegiro-mandates.ts'

/** The bank's side: a file of mandates as the layout in docs/formats/avtalegiro.md says. */
export function formatMandates(file: MandateFile, newline: '\n' | '\r\n' = '\r\n'): Buffer {
  const inside = file.assignments.flatMap(({ assignmentNumber, account, mandates }) => [
    `NY212420000000000${assignmentNumber}${account}`,
    ...mandates.map(mandateLine),
    `NY212488${counts(mandates.length, mandates.length + 2)}`,
  ])
  const lines = [
    `NY00001000008080${file.transmissionNumber}09990001`,
    ...inside,
    `NY000089${counts(file.count, inside.length + 2)}${'0'.repeat(17)}101219`,
  ]
  return Buffer.from(lines.map((line) => line.padEnd(80, '0') + newline).join(''), 'latin1')
}

const REGISTRATION = { listed: 0, given: 1, withdrawn: 2 } as const

function mandateLine({ serial, change, kid, wantsNotice }: Mandate): string {
  const number = String(serial).padStart(7, '0')
  return `NY219470${number}${REGISTRATION[change]}${kid.padStart(25)}${wantsNotice ? 'J' : 'N'}`
}

function counts(entries: number, records: number): string {
  return [entries, records].map((count) => String(count).padStart(8, '0')).join('')
}
