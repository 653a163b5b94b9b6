import { html, raw } from 'hono/html'

export type Html = ReturnType<typeof html>

/** Every page of the sandbox. It says in the first line that nothing here is real. */
export function page(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} – sandkassen</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><a href="/">Sandkassen</a> <span>Alt her er oppdiktet, og bare til prøving.</span></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>`
}

const STYLE = `
:root { color-scheme: light; font: 1.0625rem/1.55 system-ui, sans-serif; color: #1d2630; background: #f4f1ea }
body { margin: 0 }
header { background: #3b2a5c; color: #fff; padding: .75rem 1.25rem }
header a { color: #fff; font-weight: 600; margin-right: 1rem }
main { max-width: 54rem; margin: 0 auto; padding: 1rem 1.25rem 4rem }
h1 { font-size: 1.7rem; line-height: 1.2 }
h2 { font-size: 1.2rem; margin-top: 2rem }
a { color: #0b4f8a }
.card, fieldset, article { background: #fff; border: 1px solid #cfc8ba; border-radius: .5rem; padding: 1rem 1.25rem; margin: 0 0 1rem }
.people { list-style: none; padding: 0 }
.people button { width: 100%; text-align: left }
.people small { display: block; font-weight: 400; opacity: .9 }
button { font: inherit; font-weight: 600; color: #fff; background: #3b2a5c; border: 0; border-radius: .4rem; padding: .6rem 1rem; cursor: pointer }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem }
button.quiet { color: #3b2a5c; background: #fff; box-shadow: inset 0 0 0 2px #3b2a5c }
:focus-visible { outline: 3px solid #b5480b; outline-offset: 2px }
label { display: block; font-weight: 600; margin-top: .75rem }
label.choice { font-weight: 400; margin-top: .25rem }
input:not([type=radio]) { font: inherit; padding: .5rem; border: 1px solid #6a6154; border-radius: .3rem; width: 100%; max-width: 22rem; box-sizing: border-box }
.table { overflow-x: auto }
table { border-collapse: collapse; width: 100%; background: #fff }
th, td { text-align: left; padding: .4rem .75rem; border-bottom: 1px solid #ddd6c8 }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: .5rem 0 0 }
[role=alert] { border-left: .4rem solid #a3160b; background: #fff; padding: .6rem 1rem }
iframe { display: none }
`
