import { Button, Heading, Paragraph } from '@digdir/designsystemet-react'
import { useEffect, useRef } from 'react'
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
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wait = () => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => dialogue.current?.showModal(), Math.max(idleMs - WARNED_MS, 0))
  }
  // Each page that is asked for keeps the session anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is what starts it again
  useEffect(() => {
    wait()
    return () => clearTimeout(timer.current)
  }, [pathname, search])
  const stay = async () => {
    dialogue.current?.close()
    const answer = await fetch('/hold-palogget', { redirect: 'manual' }).catch(() => undefined)
    // It was over already: the page itself sends one to log in, and back here.
    if (answer?.ok) wait()
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
