import { Button, Heading, Paragraph, Tag } from '@digdir/designsystemet-react'
import type { ReactNode } from 'react'
import { type Choice, isChoice, type Representation } from '#access/representation.ts'
import type { Language } from '#core/language.ts'
import { ACTING_TEXTS } from '#words/acting.ts'
import { grouped } from './acting-for.tsx'
import { Guard } from './guard.tsx'

export type Shown = {
  readonly language: Language
  readonly guard: { readonly csrfToken: string; readonly formKey: string }
  /** Where one goes when one has chosen. */
  readonly returnTo: string
  /** The organisation one acts for now. */
  readonly current: string | undefined
  /** Numbers of those that are marked. Undefined: so few that nothing is. */
  readonly favourites?: readonly string[] | undefined
  /** The one whose mark has just been changed: its button has the focus. */
  readonly marked?: string | undefined
}

export function YourselfChoice({ shown, name }: { shown: Shown; name: string }) {
  const texts = ACTING_TEXTS[shown.language]
  return (
    <ChoiceForm shown={shown}>
      <ul className="choices">
        <li>
          <ChoiceButton shown={shown} value="selv" name={`${texts.yourself}: ${name}`}>
            {texts.asYourself}
          </ChoiceButton>
        </li>
      </ul>
    </ChoiceForm>
  )
}

/** Those one may act for. Sub-units stand under theirs; the deleted are folded away. */
export function ChoiceList(props: { shown: Shown; list: readonly Representation[]; searched: string }) {
  const { shown, list, searched } = props
  const texts = ACTING_TEXTS[shown.language]
  const living = list.filter(({ isDeleted }) => !isDeleted)
  const deleted = list.filter(isChoice).filter(({ isDeleted }) => isDeleted)
  if (list.length === 0)
    return searched === '' ? null : (
      <div className="stack" role="status">
        <Paragraph>{texts.nothingFound(searched)}</Paragraph>
        <div>
          <Button asChild variant="tertiary">
            <a href="/pa-vegne-av">{texts.showAll}</a>
          </Button>
        </div>
      </div>
    )
  return (
    <ChoiceForm shown={shown} searched={searched}>
      <ul className="choices">
        {living.map((one) => (
          <li key={one.organisationNumber} data-under={one.under !== undefined || undefined}>
            {isChoice(one) ? (
              <>
                <One shown={shown} one={one} />
                <Star shown={shown} one={one} />
              </>
            ) : (
              <Heading level={2} data-size="2xs">
                {one.name}
              </Heading>
            )}
          </li>
        ))}
      </ul>
      {deleted.length > 0 && (
        <details className="deleted">
          <summary>{texts.showDeleted(deleted.length)}</summary>
          <ul className="choices">
            {deleted.map((one) => (
              <li key={one.organisationNumber}>
                <One shown={shown} one={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </ChoiceForm>
  )
}

function One({ shown, one }: { shown: Shown; one: Choice }) {
  const texts = ACTING_TEXTS[shown.language]
  return (
    <ChoiceButton shown={shown} value={one.organisationNumber} name={one.name}>
      {texts.number(grouped(one.organisationNumber))}
      {one.under !== undefined && ` · ${texts.subunit}`}
      <br />
      {texts.because[one.because]}
      {one.isDeleted && (
        <>
          {' '}
          <Tag data-color="neutral" data-size="sm">
            {texts.deleted}
          </Tag>
        </>
      )}
      {shown.current === one.organisationNumber && (
        <>
          <br />
          <strong>{texts.current}</strong>
        </>
      )}
    </ChoiceButton>
  )
}

/** Says which it is to be, not «the other»: pressed twice, it is still that. */
function Star({ shown, one }: { shown: Shown; one: Choice }) {
  if (!shown.favourites) return null
  const isMarked = shown.favourites.includes(one.organisationNumber)
  return (
    <button
      type="submit"
      name={isMarked ? 'ikke-favoritt' : 'favoritt'}
      value={one.organisationNumber}
      className="star-button"
      aria-pressed={isMarked}
      aria-label={`${ACTING_TEXTS[shown.language].favourite}: ${one.name}`}
      // Where the eye is: the page is loaded anew, also without scripts.
      autoFocus={shown.marked === one.organisationNumber}
    >
      <span aria-hidden="true">{isMarked ? '★' : '☆'}</span>
    </button>
  )
}

/** One form for the whole list: the button pressed says who. What was searched for stays. */
function ChoiceForm(props: { shown: Shown; searched?: string; children: ReactNode }) {
  const { shown, searched = '', children } = props
  return (
    <form method="post" action="/pa-vegne-av" className="stack">
      <Guard guard={shown.guard} />
      <input type="hidden" name="til" value={shown.returnTo} />
      {searched !== '' && <input type="hidden" name="sok" value={searched} />}
      {children}
    </form>
  )
}

function ChoiceButton(props: { shown: Shown; value: string; name: string; children: ReactNode }) {
  const { value, name, children } = props
  return (
    <button type="submit" name="valg" value={value} className="choice-button">
      <span className="strong">{name}</span>
      <span className="quiet">{children}</span>
    </button>
  )
}
