import { resolve } from 'node:path'
import { ferry } from './ferry.ts'
import { intake } from './intake.ts'
import { invoicing } from './invoicing.ts'
import { minSide } from './min-side.ts'
import { rating } from './rating.ts'

/** A figure beside its floor: raw PostgreSQL or raw bytes in the same run. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly floor: number
  readonly ratio: number
}

export type Options = {
  /** What takes long to make is kept here from one run to the next. */
  readonly folder: string
  /** 1: as large as the issue asks; 0.02: to try it out. */
  readonly scale: number
  /** Throw away what was kept, before and after. */
  readonly clean: boolean
  /** Some parts of a suite that has parts, with commas. */
  readonly only: string | undefined
}

type Suite = (say: (text: string) => void, options: Options) => Promise<readonly Figure[]>

const SUITES: Record<string, Suite> = { ferry, intake, invoicing, 'min-side': minSide, rating }

const words = process.argv.slice(2)
const scale = Number(after('--scale') ?? 1)
const suite = SUITES[words.find((word) => Object.hasOwn(SUITES, word)) ?? '']
if (!suite || !(scale > 0)) {
  console.error(`suites: ${Object.keys(SUITES).join(', ')}; --json, --scale N, --only PARTS, --clean`)
  process.exit(1)
}
const options = {
  folder: resolve(process.env['BRIKKE_HOME'] ?? '.brikke', 'bench'),
  scale,
  clean: words.includes('--clean'),
  only: after('--only'),
}
for (const figure of await suite((text) => console.error(text), options)) {
  console.log(
    words.includes('--json')
      ? JSON.stringify(figure)
      : `${figure.name} ${figure.value} ${figure.unit}; floor ${figure.floor}, ratio ${figure.ratio}`,
  )
}
process.exit(0)

function after(option: string): string | undefined {
  const at = words.indexOf(option)
  return at < 0 ? undefined : words[at + 1]
}
