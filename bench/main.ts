import { intake } from './intake.ts'

/** A figure beside its floor: raw PostgreSQL or raw bytes in the same run. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly floor: number
  readonly ratio: number
}

const SUITES: Record<string, (say: (text: string) => void) => Promise<readonly Figure[]>> = { intake }

const asJson = process.argv.includes('--json')
const name = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? ''
const suite = SUITES[name]
if (!suite) {
  console.error(`suites: ${Object.keys(SUITES).join(', ')}`)
  process.exit(1)
}
for (const figure of await suite((text) => console.error(text))) {
  console.log(
    asJson
      ? JSON.stringify(figure)
      : `${figure.name} ${figure.value} ${figure.unit}; floor ${figure.floor}, ratio ${figure.ratio}`,
  )
}
process.exit(0)
