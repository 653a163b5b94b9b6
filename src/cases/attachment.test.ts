import { describe, expect, test } from 'vitest'
import { isRefusal } from '#core/refusal.ts'
import { attachmentOf, mayBeServed } from './attachment.ts'
import { aJpeg, aPdf, aPng } from './cases.test-world.ts'

const LIMITS = {
  textMax: 100,
  attachmentBytesMax: 2000,
  attachmentsMax: 5,
  attachmentsBytesOfCustomerMax: 10_000,
  unsentHours: 24,
}
const kindOf = (name: string, content: Buffer) => {
  const found = attachmentOf({ name, content }, LIMITS)
  return isRefusal(found) ? found.refused : `${found.kind} ${found.name}`
}

describe('an attachment is what its bytes are', () => {
  test.each([
    ['a.pdf', aPdf(), 'pdf a.pdf'],
    ['a.png', aPng(), 'png a.png'],
    ['a.JPG', aJpeg(), 'jpeg a.JPG'],
    ['a.heic', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), 'heic a.heic'],
    ['picture.png', aPdf(), 'pdf picture.png.pdf'],
    ['../../etc/passwd.pdf', aPdf(), 'pdf passwd.pdf'],
    ['a\r\nSet-Cookie: x.pdf', aPdf(), 'pdf aSet-Cookie x.pdf'],
    ['a.pdf', Buffer.alloc(0), 'file-empty'],
    ['a.pdf', Buffer.concat([aPdf(), Buffer.alloc(2000)]), 'file-too-large'],
    ['a.pdf', Buffer.from('<html><script>alert(1)</script>'), 'file-kind-unknown'],
    ['a.mp4', Buffer.from('\0\0\0\x18ftypisom\0\0\0\0'), 'file-kind-unknown'],
    ['a.pdf', Buffer.concat([aPdf(), Buffer.from('trailer << /Encrypt 5 0 R >>')]), 'file-has-password'],
  ])('%j is found to be so', (name, content, is) => {
    expect(kindOf(name, content)).toBe(is)
  })

  test('where a picture was taken is not kept, and the picture is', () => {
    const kept = attachmentOf({ name: 'a.jpg', content: aJpeg('GPS 60.39 N 5.32 E') }, LIMITS)
    if (isRefusal(kept)) throw new Error(kept.refused)
    expect(kept.content.includes('GPS')).toBe(false)
    expect(kept.content).toEqual(aJpeg())
  })

  test('a picture that is cut off in its metadata is kept as it is', () => {
    const cut = aJpeg('GPS 60.39 N 5.32 E').subarray(0, 20)
    const kept = attachmentOf({ name: 'a.jpg', content: cut }, LIMITS)
    expect(isRefusal(kept) ? undefined : kept.content).toEqual(cut)
  })
})

test('nothing infected is served, and nothing unscanned where there is a scanner', () => {
  const states = ['pending', 'clean', 'infected'] as const
  expect(states.filter((state) => mayBeServed(state, true))).toEqual(['clean'])
  expect(states.filter((state) => mayBeServed(state, false))).toEqual(['pending', 'clean'])
})
