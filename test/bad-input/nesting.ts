import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { parseMandates } from '#formats/avtalegiro-mandates.ts'
import { parseBouncedMails } from '#formats/bounced-mails.ts'
import { parseCamt } from '#formats/camt.ts'
import { parseCollectionStatus } from '#formats/collection-file.ts'
import { parseOcrGiro } from '#formats/ocr-giro.ts'
import { parsePain002 } from '#formats/pain-002.ts'
import { parseReturnedLetters } from '#formats/print-file.ts'
import { readEnvelope } from '#passages/envelope.ts'

/** Run by itself: reads a large file as one kind of file, and says what came of it and how much memory it took. */
const READERS: Readonly<Record<string, (bytes: Uint8Array) => object | undefined>> = {
  'OCR giro': parseOcrGiro,
  camt: parseCamt,
  mandates: parseMandates,
  'pain.002': parsePain002,
  'collection status': parseCollectionStatus,
  'returned letters': parseReturnedLetters,
  'bounced mails': parseBouncedMails,
  passages: (bytes) => {
    const envelope = readEnvelope({ lineBytesMax: 1024 })
    for (let at = 0; at < bytes.length; at += 65_536) {
      const read = envelope.take(Buffer.from(bytes.subarray(at, at + 65_536)))
      if (read && 'refused' in read) return read
    }
    return envelope.end()
  },
}

const [reader = '', path = '', answer = ''] = process.argv.slice(2)
const bytes = await readFile(path)
const startedAt = process.uptime()
const read = READERS[reader]?.(bytes)
writeFileSync(
  answer,
  JSON.stringify({
    refused: read && 'refused' in read ? read.refused : 'read',
    seconds: process.uptime() - startedAt,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
)
