import type { Language } from '#core/language.ts'
import { FRAME_TEXTS } from '#words/frame.ts'

/** When not even the error page can be made, as with the database gone. Leans on nothing. */
export function lastResort(language: Language, requestId: string): Response {
  const texts = FRAME_TEXTS[language]
  const html = `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${texts.failed}</title></head>
<body><main><h1>${texts.failed}</h1><p>${texts.failedWhy}</p><p>${texts.errorCode(requestId)}</p>
<p><a href="/">${texts.home}</a></p></main></body>
</html>`
  return new Response(html, { status: 500, headers: { 'content-type': 'text/html; charset=utf-8' } })
}
