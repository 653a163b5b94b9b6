import { Heading } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { FRAME_TEXTS } from '#words/frame.ts'

/** The page's one heading of level 1, and the title of its window. Takes focus when the page is reached by a link. */
export function PageTitle({ language, children }: { language: Language; children: string }) {
  return (
    <>
      <title>{`${children} – ${FRAME_TEXTS[language].service}`}</title>
      <Heading level={1} data-size="lg" tabIndex={-1}>
        {children}
      </Heading>
    </>
  )
}
