import type { Language } from '#core/language.ts'

/** Why a file is not kept. */
export type AttachmentRefusal =
  | 'file-empty'
  | 'file-too-large'
  | 'file-kind-unknown'
  | 'file-has-password'
  | 'too-many-files'
  | 'no-room'

export type AttachmentTexts = {
  readonly label: string
  readonly hint: (megabytes: number, files: number) => string
  readonly kept: string
  readonly remove: string
  readonly attached: string
  readonly download: string
  readonly refusals: Readonly<
    Record<AttachmentRefusal, (name: string, megabytes: number, files: number) => string>
  >
  readonly states: { readonly pending: string; readonly unscanned: string; readonly infected: string }
  readonly kilobytes: (count: number) => string
}

export const ATTACHMENT_TEXTS: Record<Language, AttachmentTexts> = {
  nb: {
    label: 'Legg ved filer (valgfritt)',
    hint: (megabytes, files) =>
      `PDF, JPG, PNG eller HEIC. Inntil ${megabytes} MB per fil og høyst ${files} filer.`,
    kept: 'Vedlegg som er valgt',
    remove: 'Fjern',
    attached: 'Vedlegg',
    download: 'Last ned',
    refusals: {
      'file-empty': (name) => `${name} er tom.`,
      'file-too-large': (name, megabytes) => `${name} må være mindre enn ${megabytes} MB.`,
      'file-kind-unknown': (name) => `${name} må være en PDF, JPG, PNG eller HEIC.`,
      'file-has-password': (name) => `${name} er låst med passord. Velg en fil uten.`,
      'too-many-files': (name, _, files) =>
        `${name} ble ikke lagt ved: Du kan legge ved høyst ${files} filer.`,
      'no-room': (name) => `${name} ble ikke lagt ved: Du har nådd grensen for hvor mye vi tar vare på.`,
    },
    states: {
      pending: 'Blir undersøkt for virus, og kan åpnes når det er gjort.',
      unscanned: 'Ikke undersøkt for virus.',
      infected: 'Filen har virus og kan ikke åpnes.',
    },
    kilobytes: (count) => `${count} kB`,
  },
  nn: {
    label: 'Legg ved filer (valfritt)',
    hint: (megabytes, files) =>
      `PDF, JPG, PNG eller HEIC. Inntil ${megabytes} MB per fil og høgst ${files} filer.`,
    kept: 'Vedlegg som er valde',
    remove: 'Fjern',
    attached: 'Vedlegg',
    download: 'Last ned',
    refusals: {
      'file-empty': (name) => `${name} er tom.`,
      'file-too-large': (name, megabytes) => `${name} må vere mindre enn ${megabytes} MB.`,
      'file-kind-unknown': (name) => `${name} må vere ein PDF, JPG, PNG eller HEIC.`,
      'file-has-password': (name) => `${name} er låst med passord. Vel ei fil utan.`,
      'too-many-files': (name, _, files) =>
        `${name} vart ikkje lagd ved: Du kan leggje ved høgst ${files} filer.`,
      'no-room': (name) => `${name} vart ikkje lagd ved: Du har nådd grensa for kor mykje vi tek vare på.`,
    },
    states: {
      pending: 'Blir undersøkt for virus, og kan opnast når det er gjort.',
      unscanned: 'Ikkje undersøkt for virus.',
      infected: 'Fila har virus og kan ikkje opnast.',
    },
    kilobytes: (count) => `${count} kB`,
  },
  en: {
    label: 'Attach files (optional)',
    hint: (megabytes, files) =>
      `PDF, JPG, PNG or HEIC. Up to ${megabytes} MB per file and no more than ${files} files.`,
    kept: 'Attachments chosen',
    remove: 'Remove',
    attached: 'Attachments',
    download: 'Download',
    refusals: {
      'file-empty': (name) => `${name} is empty.`,
      'file-too-large': (name, megabytes) => `${name} must be smaller than ${megabytes} MB.`,
      'file-kind-unknown': (name) => `${name} must be a PDF, JPG, PNG or HEIC.`,
      'file-has-password': (name) => `${name} is password protected. Choose a file without a password.`,
      'too-many-files': (name, _, files) =>
        `${name} was not attached: you can attach no more than ${files} files.`,
      'no-room': (name) => `${name} was not attached: you have reached the limit for how much we keep.`,
    },
    states: {
      pending: 'Being scanned for viruses. It can be opened when that is done.',
      unscanned: 'Not scanned for viruses.',
      infected: 'The file has a virus and cannot be opened.',
    },
    kilobytes: (count) => `${count} kB`,
  },
}
