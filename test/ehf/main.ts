import { readFile } from 'node:fs/promises'
import { brokenRules } from './rules.ts'

/** `node test/ehf/main.ts FILE…`: which rules each breaks. Exit code 1: one of them breaks some. */
let isBroken = false
for (const path of process.argv.slice(2)) {
  const broken = brokenRules(await readFile(path, 'utf8'))
  console.log(`${path}: ${broken.length === 0 ? 'keeps the rules' : broken.join(', ')}`)
  isBroken ||= broken.length > 0
}
process.exitCode = isBroken ? 1 : 0
