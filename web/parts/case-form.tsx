import { Button, Paragraph } from '@digdir/designsystemet-react'
import { CASE_TOPICS } from '#cases/case.ts'
import type { KeptAttachment } from '#cases/keep-attachments.ts'
import type { Language } from '#core/language.ts'
import { CASE_TEXTS, type CaseFault } from '#words/cases.ts'
import { AttachmentField, type AttachmentLimits } from './attachments.tsx'
import { CheckForm } from './check-form.tsx'
import { FaultSummary } from './fault-summary.tsx'
import { Field } from './field.tsx'
import { Choices } from './flow.tsx'
import { Guard } from './guard.tsx'
import { LongText } from './long-text.tsx'

/** As far as the customer has come: what was written, and what stands in the way of sending it. */
export type CaseDraft = {
  readonly step: 'write' | 'check'
  readonly topic: string
  readonly company: string
  readonly text: string
  readonly kept: readonly KeptAttachment[]
  readonly faults: readonly CaseFault[]
  readonly fileFaults: readonly string[]
  /** The company's name, when it is known. */
  readonly to: string | undefined
}

export const NOTHING_YET: CaseDraft = {
  step: 'write',
  topic: '',
  company: '',
  text: '',
  kept: [],
  faults: [],
  fileFaults: [],
  to: undefined,
}

type Shown = {
  readonly language: Language
  readonly guard: { readonly csrfToken: string; readonly formKey: string }
  /** What it begins from, as in the address. */
  readonly began: string
  readonly subject?: string | undefined
  readonly companies: readonly { readonly code: string; readonly name: string }[]
  readonly textMax: number
  readonly limits: AttachmentLimits
}

const FIELD_OF: Readonly<Record<CaseFault, string>> = {
  'no-topic': 'emne',
  'no-company': 'selskap',
  'no-text': 'tekst',
  'text-too-long': 'tekst',
}

export function WriteCase({ shown, draft }: { shown: Shown; draft: CaseDraft }) {
  const { language, guard, began, subject, textMax, limits } = shown
  const texts = CASE_TEXTS[language]
  const faultOf = (field: string) => {
    const fault = draft.faults.find((one) => FIELD_OF[one] === field)
    return fault && texts.faults[fault]
  }
  return (
    <form
      method="post"
      action={addressOf(began)}
      id="steps"
      encType="multipart/form-data"
      className="form"
      noValidate
    >
      <Guard guard={guard} />
      <FaultSummary
        heading={texts.faultsHeading}
        faults={[
          ...draft.faults.map((fault) => ({ field: FIELD_OF[fault], text: texts.faults[fault] })),
          ...draft.fileFaults.map((text) => ({ field: 'vedlegg', text })),
        ]}
      />
      {subject === undefined ? (
        <Choices
          name="emne"
          label={texts.topic}
          fault={faultOf('emne')}
          choices={CASE_TOPICS.map((topic) => ({ value: topic, label: texts.topics[topic] }))}
          value={draft.topic}
        />
      ) : (
        <div>
          <Paragraph className="quiet">{texts.subject}</Paragraph>
          <Paragraph className="strong">{subject}</Paragraph>
        </div>
      )}
      <Companies shown={shown} draft={draft} fault={faultOf('selskap')} />
      <LongText
        language={language}
        name="tekst"
        label={texts.text}
        max={textMax}
        value={draft.text}
        fault={faultOf('tekst')}
      />
      <AttachmentField language={language} limits={limits} kept={draft.kept} faults={draft.fileFaults} />
      <div>
        <Button type="submit" name="steg" value="sjekk">
          {texts.check}
        </Button>
      </div>
    </form>
  )
}

type PartProps = { shown: Shown; draft: CaseDraft; fault: string | undefined }

/** One company needs no choice. */
function Companies({ shown: { language, companies }, draft, fault }: PartProps) {
  const texts = CASE_TEXTS[language]
  if (companies.length < 2) return null
  return (
    <Field name="selskap" label={texts.company} about={texts.companyHint} fault={fault}>
      {(attributes) => (
        <select {...attributes} defaultValue={draft.company}>
          <option value="">{texts.chooseCompany}</option>
          {companies.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

/** All of it once more, before it is sent. */
export function CheckCase({
  shown: { language, guard, began, subject },
  draft,
}: {
  shown: Shown
  draft: CaseDraft
}) {
  const texts = CASE_TEXTS[language]
  const topic = CASE_TOPICS.find((one) => one === draft.topic)
  return (
    <CheckForm
      language={language}
      guard={guard}
      action={addressOf(began)}
      values={{ emne: draft.topic, selskap: draft.company, tekst: draft.text }}
      facts={[
        { name: texts.to, value: draft.to },
        { name: texts.subject, value: subject ?? (topic && texts.topics[topic]) },
      ]}
      text={draft.text}
      kept={draft.kept}
      send={texts.send}
    />
  )
}

/** What the case begins from stands in the address of every step. */
function addressOf(began: string): string {
  return `/min-side/kundeservice/ny-sak${began === '' ? '' : `?om=${began}`}`
}
