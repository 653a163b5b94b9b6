import type { Db } from '#db/connection.ts'

export function aPdf(): Buffer {
  return Buffer.from('%PDF-1.7\n1 0 obj << >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n')
}

export function aPng(): Buffer {
  return Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
}

/** A picture of nothing, with what a camera writes where it is given. */
export function aJpeg(exif?: string): Buffer {
  const metadata = Buffer.from(`Exif\0\0${exif ?? ''}`)
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4]),
    ...(exif === undefined ? [] : [Buffer.from([0xff, 0xe1, 0, metadata.length + 2]), metadata]),
    Buffer.from([0xff, 0xda, 0, 2, 9, 9, 0xff, 0xd9]),
  ])
}

/** Of each company a case worker and one who may only look. */
export async function someStaff(
  db: Db,
  companies: readonly { readonly id: number; readonly code: string }[],
) {
  for (const { id, code } of companies)
    await db`
      insert into staff_member (company_id, name, email, role)
      values (${id}, 'Bente Kvam', ${`case-worker@${code}.example`}, 'case-worker'),
             (${id}, 'Synne Aune', ${`reader@${code}.example`}, 'reader')`
}
