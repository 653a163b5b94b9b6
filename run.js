/**
 * Where every npm script begins. Plain JavaScript, because it must run on the Node that happens to be there (20 or
 * newer); it installs what is missing and hands over to the Node that package-lock.json pins. What it has to say goes
 * to stderr: stdout belongs to the command.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findNode, installPackages, installTools } from './tools/install.js'
import { buildPages } from './tools/pages.js'
import { binary, ROOT, run, Stop, say } from './tools/processes.js'

const COMMANDS = { start, test, trial, year, brikke, bench, check, screens }

process.chdir(ROOT)
const [name = '', ...rest] = process.argv.slice(2)
try {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Stop(`node run.js ${Object.keys(COMMANDS).join(' | ')}`)
  await installPackages()
  process.exitCode = await command(findNode(), rest)
} catch (error) {
  if (!(error instanceof Stop)) throw error
  say(error.message)
  process.exitCode = 1
}

async function start(node, args) {
  await buildPages(node)
  return run(node, ['src/main.ts', 'start', ...args], { production: true })
}

async function brikke(node, args) {
  return run(node, ['src/main.ts', ...args], { production: true })
}

async function bench(node, args) {
  if (args.includes('min-side')) {
    installTools()
    await buildPages(node)
  }
  return run(node, ['bench/main.ts', ...args], { production: true })
}

/** Pictures of the pages into docs/screens; with names, of those alone. */
async function screens(node, args) {
  installTools()
  await buildPages(node)
  return run(node, ['test/screens/main.ts', ...args], { production: true })
}

async function trial(node, args) {
  installTools()
  await buildPages(node)
  return run(node, ['test/trial/main.ts', ...args], { production: true })
}

async function year(node, args) {
  return run(node, ['test/year/main.ts', ...args], { production: true })
}

async function check(node) {
  const { failed } = await runChecks(node)
  return failed === 0 ? 0 : 1
}

/** All of it, or the test files that are named. Ends with the line `N passed, N failed`. */
async function test(node, args) {
  const all = args.length === 0
  const results = []
  if (all) {
    installTools()
    results.push(await runChecks(node))
  }
  // A unit test needs no pages, and its run should take seconds.
  if (all || args.some((arg) => /test\/|web|browser|journey/.test(arg))) results.push(await countBuild(node))
  results.push(await runVitest(node, args))
  // Days and prices are Oslo's wherever the machine believes it stands; the fast tests say so, the trial all of them.
  if (all) {
    for (const TZ of ['America/New_York', 'Pacific/Apia', 'UTC', 'Europe/Oslo'])
      results.push(await runVitest(node, ['src/core', 'src/rating/charge.test.ts', 'test/golden'], { TZ }))
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

async function runChecks(node) {
  const checks = [
    { what: 'types', tool: 'tsc', args: ['-p', '.'] },
    ...(existsSync('web/tsconfig.json')
      ? [{ what: 'types of the pages', tool: 'tsc', args: ['-p', 'web'] }]
      : []),
    { what: 'lint', tool: 'oxlint', args: ['--type-aware', '--deny-warnings', '.'] },
    { what: 'format', tool: 'biome', args: ['ci', '--colors=off', '.'] },
  ]
  let failed = 0
  for (const { what, tool, args } of checks) {
    const ok = (await run(node, [binary(tool), ...args])) === 0
    say(`${what}: ${ok ? 'ok' : 'FAILED'}`)
    if (!ok) failed++
  }
  return { passed: checks.length - failed, failed }
}

async function countBuild(node) {
  try {
    await buildPages(node)
    return { passed: 1, failed: 0 }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say(error.message)
    return { passed: 0, failed: 1 }
  }
}

async function runVitest(node, args, env = {}) {
  const report = join(ROOT, 'test-results', `vitest-${process.pid}.json`)
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await run(node, [binary('vitest'), 'run', ...options, ...args], {
    env: { ...process.env, ...env },
  })
  const counted = existsSync(report)
    ? countTests(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 }
  rmSync(report, { force: true })
  // An error outside any test (a worker that died, a set-up that failed) is in the exit code alone; and a run that
  // found no test has proved nothing.
  if (counted.failed === 0 && (code !== 0 || counted.passed === 0)) counted.failed = 1
  return counted
}

function countTests(report) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((result) => result.status === 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length }
}
