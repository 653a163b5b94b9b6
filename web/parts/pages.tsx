import { Button } from '@digdir/designsystemet-react'
import { Link } from 'react-router'
import type { Language } from '#core/language.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'

/** To the page before and after: plain links. Nothing where one page holds all. */
export function Pages(props: { language: Language; page: number; pageCount: number }) {
  const { language, page, pageCount } = props
  const texts = PASSAGE_TEXTS[language]
  if (pageCount < 2) return null
  return (
    <nav className="months" aria-label={texts.pages}>
      {page > 1 && (
        <Button asChild variant="secondary">
          <Link to={`?side=${page - 1}`} rel="prev">
            {texts.previousPage}
          </Link>
        </Button>
      )}
      <span className="quiet">{texts.pageOf(page, pageCount)}</span>
      {page < pageCount && (
        <Button asChild variant="secondary">
          <Link to={`?side=${page + 1}`} rel="next">
            {texts.nextPage}
          </Link>
        </Button>
      )}
    </nav>
  )
}
