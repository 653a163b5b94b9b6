import { Button, Link } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { CASE_TEXTS } from '#words/cases.ts'
import { COMPLAINT_TEXTS } from '#words/complaints.ts'

/** From a passage: to what is wrong with it, or to a question about it. */
export function ComplainOrAsk({ language, passageId }: { language: Language; passageId: number }) {
  return (
    <div className="actions">
      <Button asChild variant="secondary">
        <RouterLink to={`/min-side/kundeservice/meld-feil?p=${passageId}`}>
          {COMPLAINT_TEXTS[language].heading}
        </RouterLink>
      </Button>
      <Link asChild>
        <RouterLink to={`/min-side/kundeservice/ny-sak?om=passering-${passageId}`}>
          {CASE_TEXTS[language].askAbout}
        </RouterLink>
      </Link>
    </div>
  )
}

/** Around passages that can be chosen: plain, so that it works without scripts. */
export const COMPLAIN_OF = '/min-side/kundeservice/meld-feil'
