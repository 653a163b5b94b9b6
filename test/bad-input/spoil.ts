/** What is no file of ours at all, whatever it is taken for. */
export function rubbish(valid: Buffer): Readonly<Record<string, Buffer>> {
  return {
    nothing: Buffer.alloc(0),
    noise: noise(4_000),
    'cut off': valid.subarray(0, Math.floor(valid.length * 0.6)),
    'UTF-16': Buffer.from(`\uFEFF${valid.toString('latin1')}`, 'utf16le'),
    'one line twice': twice(valid),
    DOCTYPE: Buffer.from(`<?xml version="1.0"?><!DOCTYPE Document><Document/>`),
    'entity bomb': Buffer.from(bomb()),
    nesting: Buffer.from(`<Document xmlns="a">${'<a>'.repeat(50_000)}`),
    'a picture': Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  }
}

/** The second line where there are more, for the first may say what the file is. */
function twice(valid: Buffer): Buffer {
  const lines = valid.toString('latin1').split(/(?<=\n)/)
  return Buffer.from(lines.toSpliced(1, 0, lines[1] ?? lines[0] ?? '').join(''), 'latin1')
}

function bomb(): string {
  const entities = Array.from({ length: 10 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`)
  return `<!DOCTYPE Document [<!ENTITY e0 "ha">${entities.join('')}]><Document>&e10;</Document>`
}

/** The same bytes in every run. */
function noise(length: number): Buffer {
  let seed = 20_191_210
  const bytes = Buffer.alloc(length)
  for (let i = 0; i < length; i++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    bytes[i] = seed >>> 16
  }
  return bytes
}

/** The text of a file with something in it put otherwise. */
export function put(valid: Buffer, from: string | RegExp, to: string): Buffer {
  const text = valid.toString('utf8')
  const spoiled = text.replace(from, to)
  if (spoiled === text) throw new Error(`there is no ${from} in ${text}`)
  return Buffer.from(spoiled)
}
