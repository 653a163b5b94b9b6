/**
 * A JPEG without what a camera writes beside the picture: where it was taken, when, and by what. The picture is not
 * touched. What is not a chain of segments is left as it is.
 */
export function withoutMetadata(jpeg: Buffer): Buffer {
  const kept = [jpeg.subarray(0, 2)]
  let at = 2
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1] ?? 0
    if (marker === START_OF_SCAN) break
    const end = at + 2 + jpeg.readUInt16BE(at + 2)
    if (end > jpeg.length) return jpeg
    if (!METADATA.has(marker)) kept.push(jpeg.subarray(at, end))
    at = end
  }
  return Buffer.concat([...kept, jpeg.subarray(at)])
}

const START_OF_SCAN = 0xda
/** Exif and XMP (APP1), Photoshop (APP13), a comment. The colour profile (APP2) stays. */
const METADATA = new Set([0xe1, 0xed, 0xfe])
