import type { Language } from '#core/language.ts'

/** What the accessibility page tells. The official statement of an installation's owner is linked beside it. */
export const ACCESSIBILITY_TEXTS: Record<
  Language,
  { readonly heading: string; readonly paragraphs: readonly string[] }
> = {
  nb: {
    heading: 'Tilgjengelighet',
    paragraphs: [
      'Alle skal kunne bruke Min side: med tastatur, skjermleser, forstørret tekst, lys eller mørk skjerm, stor eller liten. Målet er WCAG 2.2, nivå A og AA.',
      'Sidene virker uten JavaScript. Det eneste som da mangler, er knappene som kopierer.',
      'Hver side prøves maskinelt i bokmål, nynorsk og engelsk, i lys og mørk utgave, på smal og bred skjerm. Maskiner finner ikke alt. Møter du noe som ikke virker for deg, vil bompengeselskapet ditt gjerne høre om det.',
    ],
  },
  nn: {
    heading: 'Tilgjenge',
    paragraphs: [
      'Alle skal kunne bruke Mi side: med tastatur, skjermlesar, forstørra tekst, lys eller mørk skjerm, stor eller liten. Målet er WCAG 2.2, nivå A og AA.',
      'Sidene verkar utan JavaScript. Det einaste som då manglar, er knappane som kopierer.',
      'Kvar side blir prøvd maskinelt på bokmål, nynorsk og engelsk, i lys og mørk utgåve, på smal og brei skjerm. Maskiner finn ikkje alt. Møter du noko som ikkje verkar for deg, vil bompengeselskapet ditt gjerne høyre om det.',
    ],
  },
  en: {
    heading: 'Accessibility',
    paragraphs: [
      'Everybody should be able to use Min side: with a keyboard, a screen reader, enlarged text, a light or dark screen, large or small. The aim is WCAG 2.2, levels A and AA.',
      'The pages work without JavaScript. All that is missing then are the buttons that copy.',
      'Each page is tested by machine in Bokmål, Nynorsk and English, in light and dark, on a narrow and a wide screen. Machines do not find everything. If you meet something that does not work for you, your toll company would like to hear of it.',
    ],
  },
}
