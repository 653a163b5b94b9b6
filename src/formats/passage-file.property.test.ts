import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import {
  contentOf,
  isPassageRecord,
  type PassageFields,
  type PassageFileHeader,
  type PassageLine,
  parseHeader,
  parseLine,
  parseTrailer,
} from './passage-file.ts'

const LINE_FAULTS = [
  'wrong-number-of-fields',
  'sequence-not-a-number',
  'time-without-offset',
  'time-unreadable',
  'neither-tag-nor-plate',
  'certainty-not-0-to-100',
  'class-not-1-or-2',
  'no-reason',
]

describe('a line of the passage file', () => {
  it('is read back as it was written, at whatever offset its time is told', () => {
    fc.assert(
      fc.property(line, offset, (written, minutes) => {
        expect(parseLine(write(written, minutes))).toEqual(written)
      }),
    )
  })

  it('is at the same instant with its thousandths told as without, and unreadable by both where it is no time', () => {
    const two = fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0'))
    const time = fc
      .tuple(
        fc.constantFrom('2019', '2020', '1999'),
        ...Array.from({ length: 7 }, () => two),
        fc.constantFrom('+', '-'),
      )
      .map(
        ([y, mo, d, h, mi, s, oh, om, sign]) =>
          [`${y}-${mo}-${d}T${h}:${mi}:${s}`, `${sign}${oh}:${om}`] as const,
      )
    fc.assert(
      fc.property(
        fc.oneof(time, fc.constantFrom(['2020-02-29T23:59:59', '-14:00'], ['2019-02-29T00:00:00', '+01:00'])),
        ([local, zone]) => {
          const line = (fraction: string) => `P;1;st;1;${local}${fraction}${zone};;;NO;EK12345;99;1;`
          expect(parseLine(line(''))).toEqual(parseLine(line('.000')))
        },
      ),
      { numRuns: 5_000 },
    )
  })

  it('is a passage record, and is no trailer', () => {
    fc.assert(
      fc.property(line, offset, (written, minutes) => {
        expect(isPassageRecord(write(written, minutes))).toBe(true)
        expect(parseTrailer(write(written, minutes))).toBeUndefined()
      }),
    )
  })

  it('has the same content under another sequence, and other content when any field differs', () => {
    fc.assert(
      fc.property(line, sequence, fc.nat(20), (written, other, at) => {
        const text = write(written, 60)
        const renumbered = write({ ...written, sequence: other }, 60)
        expect(contentOf(renumbered)).toBe(contentOf(text))
        const fields = text.split(';')
        const changed = 2 + (at % (fields.length - 2))
        fields[changed] += 'x'
        expect(contentOf(fields.join(';'))).not.toBe(contentOf(text))
      }),
    )
  })

  it('keeps its sequence when a field too many or too few makes it unreadable', () => {
    fc.assert(
      fc.property(passage, offset, (written, minutes) => {
        const text = write(written, minutes)
        for (const wrong of [`${text};`, text.slice(0, text.lastIndexOf(';'))]) {
          expect(parseLine(wrong)).toEqual({
            record: 'P',
            sequence: written.sequence,
            fields: { refused: 'wrong-number-of-fields' },
          })
        }
      }),
    )
  })

  it('is rejected when its time has no offset', () => {
    fc.assert(
      fc.property(passage, (written) => {
        const text = write(written, 0).replace('+00:00', '')
        expect(parseLine(text)).toMatchObject({ fields: { refused: 'time-without-offset' } })
      }),
    )
  })

  it('is rejected when its plate is more or less certain than can be, or its class is none', () => {
    fc.assert(
      fc.property(passage, fc.integer({ min: 101 }), fc.integer({ min: 3 }), (written, certainty, seen) => {
        const fields = write(written, 0).split(';')
        expect(parseLine(fields.with(9, String(certainty)).join(';'))).toMatchObject({
          fields: { refused: 'certainty-not-0-to-100' },
        })
        expect(parseLine(fields.with(10, String(seen)).join(';'))).toMatchObject({
          fields: { refused: 'class-not-1-or-2' },
        })
      }),
    )
  })

  it('is read or rejected with a known code, whatever stands in it', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const read = parseLine(text)
        const fault = isRefusal(read)
          ? read
          : read.record !== 'W' && isRefusal(read.fields)
            ? read.fields
            : undefined
        if (fault) expect(LINE_FAULTS).toContain(fault.refused)
        contentOf(text)
        parseTrailer(text)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('the header of the passage file', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(header, offset, (written, minutes) => {
        expect(parseHeader(writeHeader(written, minutes))).toEqual(written)
      }),
    )
  })

  it('is refused when one of its fields is missing or one is too many, and never breaks the reader', () => {
    fc.assert(
      fc.property(header, offset, fc.nat(5), (written, minutes, missing) => {
        const text = writeHeader(written, minutes)
        expect(parseHeader(`${text};`)).toMatchObject({ refused: 'wrong-header' })
        expect(parseHeader(text.split(';').toSpliced(missing, 1).join(';'))).toMatchObject({
          refused: 'wrong-header',
        })
      }),
    )
    fc.assert(
      fc.property(anything, (text) => {
        const read = parseHeader(text)
        if (isRefusal(read)) expect(read.refused).toBe('wrong-header')
        else expect(text).toMatch(/^H;brikke-passages;1;/)
      }),
    )
  })
})

describe('the trailer of the passage file', () => {
  it('tells the number of lines, and nothing else does', () => {
    fc.assert(
      fc.property(sequence, (count) => {
        expect(parseTrailer(`T;${count}`)).toBe(count)
      }),
    )
    for (const none of ['T', 'T;', 'T;-1', 'T;1;', 'T;1.5', 'T; 1', 't;1', 'T;1234567890123456'])
      expect(parseTrailer(none)).toBeUndefined()
  })
})

const sequence = fc.nat({ max: 999_999_999_999_999 })
/** A field is anything that neither parts fields nor ends lines. */
const field = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll(/[;\r\n]/g, ''))
const filled = field.map((text) => text || '1')
const offset = fc.integer({ min: -14 * 60, max: 14 * 60 })
const passedAt = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2100, 0) })

const fields: fc.Arbitrary<PassageFields> = fc
  .record({
    station: field,
    lane: field,
    passedAt,
    tagNumber: field,
    tagStatus: field,
    country: field,
    plate: field,
    plateCertainty: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    classSeen: fc.constantFrom(1, 2, undefined),
    pictureRef: field,
  })
  .filter(({ tagNumber, plate }) => tagNumber !== '' || plate !== '')

const passage = fc.record({ record: fc.constant('P'), sequence, fields })
const correction = fc.record({ record: fc.constant('C'), sequence, corrects: sequence, fields })
const withdrawal = fc.record({ record: fc.constant('W'), sequence, corrects: sequence, reason: filled })
type Written = Exclude<PassageLine, { fields: unknown }> | { record: 'P' | 'C'; fields: PassageFields }
const line = fc.oneof(passage, correction, withdrawal) as fc.Arbitrary<Written & PassageLine>

const header: fc.Arbitrary<PassageFileHeader> = fc.record({
  charger: filled,
  fileNumber: filled,
  createdAt: passedAt,
})

/** Anything at all, and what is nearly a line: only the latter gets far into the reader. */
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .tuple(fc.constantFrom('H', 'P', 'C', 'W', 'T'), fc.array(fc.oneof(field, sequence.map(String))))
    .map(([record, more]) => [record, ...more].join(';')),
  fc
    .tuple(line, offset, fc.nat(200), fc.string({ unit: 'binary', maxLength: 3 }))
    .map(([written, minutes, at, put]) => {
      const text = write(written, minutes)
      return text.slice(0, at) + put + text.slice(at + 1)
    }),
)

/** The file as docs/formats/passage-file.md has it, written without a thought of how it is read. */
function write(written: PassageLine, offsetMinutes: number): string {
  if (written.record === 'W') return ['W', written.sequence, written.corrects, written.reason].join(';')
  const numbers = written.record === 'P' ? [written.sequence] : [written.sequence, written.corrects]
  const f = written.fields as PassageFields
  return [
    written.record,
    ...numbers,
    f.station,
    f.lane,
    instant(f.passedAt, offsetMinutes),
    f.tagNumber,
    f.tagStatus,
    f.country,
    f.plate,
    f.plateCertainty ?? '',
    f.classSeen ?? '',
    f.pictureRef,
  ].join(';')
}

function writeHeader(written: PassageFileHeader, offsetMinutes: number): string {
  const { charger, fileNumber, createdAt } = written
  return ['H', 'brikke-passages', '1', charger, fileNumber, instant(createdAt, offsetMinutes)].join(';')
}

function instant(at: number, offsetMinutes: number): string {
  const wall = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, -1)
  const [hours, minutes] = [Math.floor(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60]
  const two = (number: number) => String(number).padStart(2, '0')
  return `${wall}${offsetMinutes < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`
}
