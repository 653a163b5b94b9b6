import { Button, Heading, Paragraph } from '@digdir/designsystemet-react'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import type { Language } from '#core/language.ts'
import { FRAME_TEXTS } from '#words/frame.ts'
import { TIME_OUT_TEXTS } from '#words/time-out.ts'

/** So long before the end it is asked whether one is still there. WCAG 2.2.1 asks for at least twenty seconds. */
const WARNED_MS = 2 * 60_000

/** Asks before an idle session ends. Without scripts it ends as it does, and one logs in again to the same page. */
export function TimeOut({
  language,
  idleMs,
  csrfToken,
}: {
  language: Language
  idleMs: number
  csrfToken: string
}) {
  const texts = TIME_OUT_TEXTS[language]
  const dialogue = useRef<HTMLDialogElement>(null)
  const { pathname, search } = useLocation()
  const [stayed, setStayed] = useState(0)
  // Each page that is asked for keeps the session anew, and so does saying that one stays.
  useEffect(() => {
    const timer = setTimeout(() => dialogue.current?.showModal(), Math.max(idleMs - WARNED_MS, 0))
    return () => clearTimeout(timer)
  }, [pathname, search, idleMs, stayed])
  const stay = async () => {
    dialogue.current?.close()
    const answer = await fetch('/hold-palogget', { redirect: 'manual' }).catch(() => undefined)
    // It was over already: the page itself sends one to log in, and back here.
    if (answer?.ok) setStayed(stayed + 1)
    else globalThis.location.reload()
  }
  return (
    <dialog ref={dialogue} className="time-out" aria-labelledby="time-out">
      <Heading level={2} data-size="xs" id="time-out">
        {texts.heading}
      </Heading>
      <Paragraph>{texts.about}</Paragraph>
      <div className="time-out-ways">
        <Button type="button" onClick={() => void stay()}>
          {texts.stay}
        </Button>
        <form method="post" action="/logg-ut">
          <input type="hidden" name="csrf" value={csrfToken} />
          <Button type="submit" variant="secondary">
            {FRAME_TEXTS[language].logOut}
          </Button>
        </form>
      </div>
    </dialog>
  )
}
