import { Link } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { osloDay } from '#core/oslo.ts'
import type { WaitingTag } from '#tags/read-vehicles.ts'
import { formatShortDay } from '#words/format.ts'
import { VEHICLE_TEXTS } from '#words/vehicles.ts'

const PATH = '/min-side/brikker-og-kjoretoy'

export function ofWaiting({ tagId, tagNumber, issuerName, agreementNumber, since }: WaitingTag) {
  const agreement = `${issuerName}, ${agreementNumber}`
  return { tagId, tagNumber, agreement, since: formatShortDay(osloDay(since)) }
}

/** Tags in no vehicle, each with what can be done with it. */
export function WaitingTags(props: { language: Language; tags: readonly ReturnType<typeof ofWaiting>[] }) {
  const texts = VEHICLE_TEXTS[props.language]
  return (
    <ul className="rows">
      {props.tags.map(({ tagId, tagNumber, agreement, since }) => (
        <li key={tagId}>
          <div>
            <span className="tag-number strong">{tagNumber}</span>
            <span className="quiet below">{`${agreement} · ${texts.waitingSince(since)}`}</span>
          </div>
          <div>
            <Task to={`${PATH}/sett-i?brikke=${tagId}`} text={texts.mountThis} tagNumber={tagNumber} />
            <Task to={`${PATH}/meld?brikke=${tagId}`} text={texts.endThis} tagNumber={tagNumber} />
          </div>
        </li>
      ))}
    </ul>
  )
}

function Task({ to, text, tagNumber }: { to: string; text: string; tagNumber: string }) {
  return (
    <span className="below">
      <Link asChild>
        <RouterLink to={to}>
          {text}
          <span className="ds-sr-only">{`: ${tagNumber}`}</span>
        </RouterLink>
      </Link>
    </span>
  )
}
