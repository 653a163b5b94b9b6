import { Button } from '@digdir/designsystemet-react'
import { Link, useLocation } from 'react-router'
import type { Language } from '#core/language.ts'
import { PASSAGE_TEXTS } from '#words/passages.ts'

/** To the page before and after, with whatever else the address asks for: plain links. Nothing where one page holds all. */
export function Pages(props: { language: Language; page: number; pageCount: number }) {
  const { language, page, pageCount } = props
  const texts = PASSAGE_TEXTS[language]
  const { search } = useLocation()
  if (pageCount < 2) return null
  const to = (other: number) => {
    const query = new URLSearchParams(search)
    query.set('side', String(other))
    return `?${query}`
  }
  return (
    <nav className="months" aria-label={texts.pages}>
      {page > 1 && (
        <Button asChild variant="secondary">
          <Link to={to(page - 1)} rel="prev">
            {texts.previousPage}
          </Link>
        </Button>
      )}
      <span className="quiet">{texts.pageOf(page, pageCount)}</span>
      {page < pageCount && (
        <Button asChild variant="secondary">
          <Link to={to(page + 1)} rel="next">
            {texts.nextPage}
          </Link>
        </Button>
      )}
    </nav>
  )
}
