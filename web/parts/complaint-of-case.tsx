import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { ComplaintOfCase, Dispute } from '#cases/read-disputes.ts'
import type { Language } from '#core/language.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'
import { placeAndTime } from '#words/passages.ts'

export type ComplaintInWords = ReturnType<typeof complaintInWords>

export function complaintInWords({ decision, passages }: ComplaintOfCase, language: Language) {
  const texts = COMPLAINT_TEXTS[language]
  return {
    decision: texts.decisions[decision ?? 'open'],
    passages: passages.map(({ passageId, passedAt, station, late, invoicePublicId, finding }) => ({
      id: passageId,
      what: texts.passage(...placeAndTime({ station, passedAt }, language)),
      late: late ? texts.lateInCase : undefined,
      finding: finding === null ? undefined : texts.findings[finding],
      invoice: invoicePublicId === null ? undefined : `/min-side/fakturaer/${invoicePublicId}`,
    })),
  }
}

/** What a case complains of, and how it stands. */
export function ComplaintPanel(props: { language: Language; complaint: ComplaintInWords }) {
  const { language, complaint } = props
  const texts = COMPLAINT_TEXTS[language]
  return (
    <section className="panel stack" aria-labelledby="complaint">
      <Heading level={2} data-size="xs" id="complaint">
        {texts.passages}
      </Heading>
      <ul className="plain-list">
        {complaint.passages.map(({ id, what, late, finding, invoice }) => (
          <li key={id}>
            {`${what}. `}
            {late !== undefined && `${late} `}
            {finding !== undefined && <strong>{`${finding} `}</strong>}
            {invoice !== undefined && (
              <Link asChild>
                <RouterLink to={invoice}>
                  {texts.toInvoice}
                  <span className="ds-sr-only">{` ${what}`}</span>
                </RouterLink>
              </Link>
            )}
          </li>
        ))}
      </ul>
      <Paragraph className="strong">{complaint.decision}</Paragraph>
    </section>
  )
}

/** On an invoice: what is disputed on it, and so what does not follow. */
export function Disputed({ language, disputes }: { language: Language; disputes: readonly Dispute[] }) {
  const texts = COMPLAINT_TEXTS[language]
  return disputes.map(({ number, publicId }) => (
    <div key={publicId} className="panel">
      <Paragraph>{texts.onHold(number)}</Paragraph>
      <Link asChild>
        <RouterLink to={`/min-side/kundeservice/saker/${publicId}`}>
          {texts.toCase}
          <span className="ds-sr-only">{` ${number}`}</span>
        </RouterLink>
      </Link>
    </div>
  ))
}
