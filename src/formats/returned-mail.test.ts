import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseReturnedMail } from './returned-mail.ts'

const report = (
  over: { action?: string; status?: string; type?: string; original?: string; id?: string } = {},
) =>
  Buffer.from(
    [
      'From: MAILER-DAEMON@mx.example',
      'To: faktura@ferde.example',
      `Content-Type: ${over.type ?? 'multipart/report; report-type=delivery-status;'}`,
      '\tboundary="b1/mx.example"',
      '',
      'This is a MIME-encapsulated message.',
      '',
      '--b1/mx.example',
      'Content-Type: text/plain',
      '',
      'The mail could not be delivered.',
      '',
      '--b1/mx.example',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example',
      '',
      'Final-Recipient: rfc822; kari@example.org',
      `Action: ${over.action ?? 'failed'}`,
      `Status: ${over.status ?? '5.1.1'}`,
      'Diagnostic-Code: smtp; 550 5.1.1 <kari@example.org>: no such user,',
      '    and there never was',
      '',
      '--b1/mx.example',
      `Content-Type: ${over.original ?? 'message/rfc822'}`,
      '',
      'From: faktura@ferde.example',
      `Message-ID: ${over.id ?? '<invoice=3a=17@ferde.example>'}`,
      'Subject: Ny faktura',
      '',
      'Hei',
      '--b1/mx.example--',
      '',
    ].join('\r\n'),
  )

describe('a mail that came back', () => {
  test('is known by what it was sent with, and has failed for good', () => {
    const back = { messageId: '<invoice=3a=17@ferde.example>', isFinal: true }
    expect(parseReturnedMail(report())).toEqual(back)
    expect(parseReturnedMail(report({ original: 'text/rfc822-headers' }))).toEqual(back)
    expect(parseReturnedMail(Buffer.from(report().toString().replaceAll('\r\n', '\n')))).toEqual(back)
  })

  test.each([
    ['it is delayed', { action: 'delayed', status: '4.4.7' }],
    ['it may get through yet', { action: 'failed', status: '4.2.2' }],
    ['it got through', { action: 'delivered', status: '2.0.0' }],
  ])('has not failed for good where %s', (_, over) => {
    expect(parseReturnedMail(report(over))).toMatchObject({ isFinal: false })
  })

  test.each([
    ['not-a-report', { type: 'text/plain;' }],
    ['no-original', { original: 'text/plain' }],
    ['no-original', { id: 'invoice:17' }],
  ])('is refused as %s: %j', (refused, over) => {
    expect(parseReturnedMail(report(over))).toEqual({ refused })
  })

  test('is refused without its delivery status, and whatever else is no mail at all', () => {
    const without = report().toString().replace('message/delivery-status', 'text/plain')
    expect(parseReturnedMail(Buffer.from(without))).toEqual({ refused: 'no-delivery-status' })
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(parseReturnedMail(bytes)).toHaveProperty('refused')
      }),
    )
  })
})
