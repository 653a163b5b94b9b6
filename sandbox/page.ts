/** HTML without JavaScript: what is put into a template is escaped, unless it is HTML already. */
export type Html = { readonly html: string }
type Part = string | number | Html | undefined | null | false | readonly Part[]

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, string, i) => text + put(parts[i - 1]) + string) }
}

function put(part: Part): string {
  if (part === undefined || part === null || part === false) return ''
  if (typeof part === 'object') return 'html' in part ? part.html : part.map(put).join('')
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

export function page(of: { readonly title: string; readonly body: Html; readonly head?: Html }): string {
  return html`<!doctype html>
<html lang="nb">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${of.title} – sandkasse</title>
    <link rel="icon" href="data:," />
    <style>${{ html: STYLE }}</style>
    ${of.head}
  </head>
  <body>
    <a class="skip" href="#innhold">Hopp til innholdet</a>
    <header>
      <p>Sandkasse: alt her er liksom, og ingenting blir sendt noe sted.</p>
      <nav aria-label="Sandkassen">
        <a href="/">Forside</a> <a href="/innboks">Innboks</a> <a href="/bank">Bank</a>
        <a href="/trafikk">Trafikk</a> <a href="/kjoretoyregister">Kjøretøyregister</a>
      </nav>
    </header>
    <main id="innhold">
      <h1>${of.title}</h1>
      ${of.body}
    </main>
  </body>
</html>
`.html
}

export function kroner(ore: number): string {
  const whole = String(Math.floor(ore / 100)).replace(/\B(?=(\d{3})+$)/g, ' ')
  return `${whole},${String(ore % 100).padStart(2, '0')} kr`
}

const STYLE = `
  :root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif; }
  body { margin: 0; background: light-dark(#fff, #16191d); color: light-dark(#1e2329, #e9ecef); }
  header { background: light-dark(#3b2f63, #2a2148); color: #fff; padding: 0.5rem 1rem; }
  header p { margin: 0; }
  header a { color: #fff; margin-right: 1rem; line-height: 2; }
  main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
  a { color: light-dark(#0b4fa8, #9cc7ff); }
  :focus-visible { outline: 3px solid light-dark(#0b4fa8, #ffd54d); outline-offset: 2px; }
  .skip { position: absolute; left: -100rem; }
  .skip:focus { position: static; }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; }
  th, td { border-bottom: 1px solid light-dark(#c4c9d0, #4a5159); padding: 0.4rem 1rem 0.4rem 0; text-align: left; vertical-align: top; }
  .number { text-align: right; font-variant-numeric: tabular-nums; }
  label { display: block; margin-top: 0.75rem; font-weight: 600; }
  fieldset { border: 1px solid light-dark(#8d96a0, #6a737d); margin: 1rem 0; }
  fieldset label { font-weight: 400; margin: 0.25rem 0; }
  input:not([type='radio'], [type='checkbox']), select {
    font: inherit; padding: 0.4rem; min-width: min(20rem, 100%); max-width: 100%; box-sizing: border-box;
    background: light-dark(#fff, #20252b); color: inherit; border: 1px solid light-dark(#5b646e, #8d96a0);
  }
  button { font: inherit; padding: 0.5rem 1rem; margin: 0.5rem 0; border: 0; border-radius: 4px; cursor: pointer; background: #0b4fa8; color: #fff; }
  button.quiet { background: transparent; color: inherit; border: 1px solid currentcolor; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; background: light-dark(#f2f4f6, #20252b); padding: 1rem; }
  iframe { width: 100%; min-height: 24rem; border: 1px solid light-dark(#8d96a0, #6a737d); background: #fff; }
  .people { list-style: none; padding: 0; }
  .told { border-left: 4px solid #0b4fa8; padding: 0.25rem 1rem; }
`
