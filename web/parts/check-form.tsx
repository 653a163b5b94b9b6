import { Button, Paragraph } from '@digdir/designsystemet-react'
import type { KeptAttachment } from '#cases/keep-attachments.ts'
import type { Language } from '#core/language.ts'
import { ATTACHMENT_TEXTS } from '#words/attachments.ts'
import { CASE_TEXTS } from '#words/cases.ts'
import { KeptAttachments } from './attachments.tsx'
import { Carried } from './flow.tsx'
import { Guard } from './guard.tsx'

/** All that was written once more, before it is sent, or changed. */
export function CheckForm(props: {
  language: Language
  guard: { readonly csrfToken: string; readonly formKey: string }
  action: string
  /** As it was filled in, and goes with the form. */
  values: Readonly<Record<string, string>>
  facts: readonly { readonly name: string; readonly value: string | undefined }[]
  text: string
  kept: readonly KeptAttachment[]
  whatHappens?: string
  send: string
}) {
  const { language, guard, action, values, facts, text, kept, whatHappens, send } = props
  const texts = CASE_TEXTS[language]
  return (
    <form method="post" action={action} id="steps" encType="multipart/form-data" className="stack">
      <Guard guard={guard} />
      <input type="hidden" name="sjekket" value="ja" />
      <Carried values={values} />
      <Paragraph>{texts.checkAbout}</Paragraph>
      <dl className="facts">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{texts.text}</dt>
          <dd className="message-text">{text}</dd>
        </div>
        {kept.length > 0 && (
          <div>
            <dt>{ATTACHMENT_TEXTS[language].attached}</dt>
            <dd>
              <KeptAttachments language={language} kept={kept} />
            </dd>
          </div>
        )}
      </dl>
      {whatHappens && <Paragraph>{whatHappens}</Paragraph>}
      <div className="actions">
        <Button type="submit" name="steg" value="send">
          {send}
        </Button>
        <Button type="submit" variant="secondary" name="steg" value="rett">
          {texts.change}
        </Button>
      </div>
    </form>
  )
}
