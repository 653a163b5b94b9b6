import { useState } from 'react'
import type { Language } from '#core/language.ts'
import { CASE_TEXTS } from '#words/cases.ts'
import { formatCount } from '#words/format.ts'
import { describedBy, FieldFault } from './fault-summary.tsx'

/** A text of several lines, with how much is left of it where there are scripts. */
export function LongText(props: {
  language: Language
  name: string
  label: string
  max: number
  value: string
  fault: string | undefined
}) {
  const { language, name, label, max, value, fault } = props
  const texts = CASE_TEXTS[language]
  const [length, setLength] = useState<number>()
  const over = length === undefined ? 0 : length - max
  return (
    <div className="field">
      <label className="ds-label" htmlFor={name}>
        {label}
      </label>
      <p className="quiet" id={`${name}-hint`}>
        {texts.textHint(formatCount(max, language))}
      </p>
      <FieldFault id={`${name}-fault`} text={fault} />
      <textarea
        className="ds-input"
        id={name}
        name={name}
        rows={7}
        defaultValue={value}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={describedBy(`${name}-hint`, fault !== undefined && `${name}-fault`)}
        onInput={(event) => setLength(event.currentTarget.value.length)}
      />
      <p className={over > 0 ? 'fault' : 'quiet'} aria-live="polite">
        {length !== undefined &&
          (over > 0
            ? texts.over.replace('%d', String(over))
            : texts.left.replace('%d', String(max - length)))}
      </p>
    </div>
  )
}
