import { Button, Link } from '@digdir/designsystemet-react'
import type { AttachmentState } from '#cases/attachment.ts'
import type { KeptAttachment } from '#cases/keep-attachments.ts'
import type { Language } from '#core/language.ts'
import { ATTACHMENT_TEXTS } from '#words/attachments.ts'
import { describedBy } from './fault-summary.tsx'

export type AttachmentLimits = { readonly megabytes: number; readonly files: number }

/** Files to be chosen, and those chosen before: they stay though another one fails, or the text does. */
export function AttachmentField(props: {
  language: Language
  limits: AttachmentLimits
  kept: readonly KeptAttachment[]
  faults: readonly string[]
}) {
  const { language, limits, kept, faults } = props
  const texts = ATTACHMENT_TEXTS[language]
  return (
    <div className="field">
      <label className="ds-label" htmlFor="vedlegg">
        {texts.label}
      </label>
      <p className="quiet" id="vedlegg-hint">
        {texts.hint(limits.megabytes, limits.files)}
      </p>
      {faults.length > 0 && (
        <div className="fault" id="vedlegg-fault">
          {faults.map((fault) => (
            <p key={fault}>{fault}</p>
          ))}
        </div>
      )}
      <input
        className="ds-input"
        type="file"
        id="vedlegg"
        name="vedlegg"
        multiple
        accept=".pdf,.png,.jpg,.jpeg,.heic,.heif"
        aria-invalid={faults.length > 0 || undefined}
        aria-describedby={describedBy('vedlegg-hint', faults.length > 0 && 'vedlegg-fault')}
      />
      {kept.length > 0 && (
        <>
          <p className="strong">{texts.kept}</p>
          <ul className="attachments">
            {kept.map(({ publicId, name, bytes }) => (
              <li key={publicId}>
                <input type="hidden" name="beholdt" value={publicId} />
                <span>{`${name} (${texts.kilobytes(kilobytes(bytes))})`}</span>
                <Button type="submit" variant="tertiary" data-size="sm" name="fjern" value={publicId}>
                  {texts.remove}
                  <span className="ds-sr-only">{` ${name}`}</span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Carried on to the next step, which only shows them. */
export function KeptAttachments({ language, kept }: { language: Language; kept: readonly KeptAttachment[] }) {
  const texts = ATTACHMENT_TEXTS[language]
  return kept.map(({ publicId, name, bytes }) => (
    <span key={publicId} className="below">
      <input type="hidden" name="beholdt" value={publicId} />
      {`${name} (${texts.kilobytes(kilobytes(bytes))})`}
    </span>
  ))
}

export type ShownAttachment = {
  readonly publicId: string
  readonly name: string
  readonly bytes: number
  readonly state: AttachmentState
  /** Absent: it cannot be opened, or not yet. */
  readonly at: string | undefined
}

/** What came with a message. */
export function SentAttachments(props: { language: Language; attachments: readonly ShownAttachment[] }) {
  const { language, attachments } = props
  const texts = ATTACHMENT_TEXTS[language]
  if (attachments.length === 0) return null
  return (
    <ul className="attachments" aria-label={texts.attached}>
      {attachments.map(({ publicId, name, bytes, state, at }) => (
        <li key={publicId}>
          {at === undefined ? (
            <span>{name}</span>
          ) : (
            <Link href={at} download>{`${name} (${texts.kilobytes(kilobytes(bytes))})`}</Link>
          )}
          {state !== 'clean' && (
            <span className="quiet">
              {state === 'infected'
                ? texts.states.infected
                : at === undefined
                  ? texts.states.pending
                  : texts.states.unscanned}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function kilobytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1024))
}
