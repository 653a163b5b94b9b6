import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pad, tagNumberOf } from './numbers.ts'

/** Makes tags and ferry cards ready and posts them the day after they are ordered. Its files outlive a restart. */
export type PostOffice = {
  /** False: it is not such a file. The same name again changes nothing. */
  take(name: string, content: string, today: string): boolean
  /** Ships what was ordered before today, and names all that was ever shipped. */
  shipped(today: string): readonly string[]
  read(name: string): string | undefined
}

export function openPostOffice(home: string): PostOffice {
  const [orders, out] = [join(home, 'orders'), join(home, 'shipped')]
  for (const folder of [orders, out]) mkdirSync(folder, { recursive: true })
  return {
    take: (name, content, today) => {
      if (!/^[\w-]+\.csv$/.test(name) || !/^H;brikke-(tags|cards);1;/.test(content)) return false
      if (!existsSync(join(orders, name))) writeFileSync(join(orders, name), `${today}\n${content}`)
      return true
    },
    shipped: (today) => {
      for (const name of readdirSync(orders).sort()) {
        const [takenOn = '', ...lines] = readFileSync(join(orders, name), 'utf8').split(/\r?\n/)
        if (takenOn < today && !existsSync(join(out, name)))
          writeFileSync(join(out, name), shippedFile(lines, today))
      }
      return readdirSync(out).sort()
    },
    read: (name) =>
      /^[\w-]+\.csv$/.test(name) && existsSync(join(out, name))
        ? readFileSync(join(out, name), 'utf8')
        : undefined,
  }
}

/** From a row of numbers of its own, so that none is one of those that were handed out before. */
const FIRST_SERIAL = 700_000_000
const ISSUERS = ['ferde', 'fjellinjen', 'vegfinans', 'vegamot', 'bps-nord']

function shippedFile(lines: readonly string[], today: string): string {
  const isOfCards = lines[0]?.split(';')[1] === 'brikke-cards'
  const issuer = ISSUERS.indexOf(lines[0]?.split(';')[3] ?? '') + 1
  const rows = lines
    .filter((line) => line.startsWith('O;'))
    .map((line) => {
      const order = Number(line.split(';')[1])
      if (isOfCards) return `S;${order};${today}T05:00:00Z`
      return `S;${pad(order, 1)};${tagNumberOf({ issuer, serial: FIRST_SERIAL + order })};${today}T05:00:00Z`
    })
  return [isOfCards ? 'H;brikke-cards-sent;1' : 'H;brikke-tags-shipped;1', ...rows, `Z;${rows.length}`]
    .map((line) => `${line}\r\n`)
    .join('')
}
