import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.js'
import { binary, capture, ROOT, Stop, say } from './processes.js'

/** Builds the pages if what they are made of has changed since the last time. */
export async function buildPages(node) {
  const stamp = join(ROOT, 'build', 'min-side.sha256')
  const wanted = hashOfSources()
  const fresh = () =>
    existsSync(stamp) && existsSync(join(ROOT, 'build', 'min-side')) && readFileSync(stamp, 'utf8') === wanted
  if (fresh()) return
  await withLock('pages', async () => {
    if (fresh()) return
    say('Building the pages …')
    const built = await capture(node, [binary('react-router'), 'build'], { production: true })
    if (built.code !== 0) throw new Stop(`The pages could not be built:\n${built.output}`)
    writeFileSync(stamp, wanted)
  })
}

/** The server's half of the pages holds what it imports of src, so all of src counts that a page can import. */
function hashOfSources() {
  const hash = createHash('sha256')
  const settings = readdirSync(ROOT).filter((file) =>
    /\.config\.[jt]s$|^package-lock\.json$|^tsconfig/.test(file),
  )
  for (const file of [...settings, ...filesUnder('web'), ...filesUnder('src')].toSorted(byText)) {
    if (/\.test\.tsx?$|\.md$|\.sql$|\.ttf$/.test(file)) continue
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function byText(a, b) {
  return a < b ? -1 : 1
}

function filesUnder(folder) {
  if (!existsSync(join(ROOT, folder))) return []
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return []
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesUnder(path) : [path]
  })
}
