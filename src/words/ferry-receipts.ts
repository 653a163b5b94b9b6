import type { Language } from '#core/language.ts'

/** Why a ferry company's file is not taken, beside what is wrong inside it. */
export type ReceiptFileRefusal = 'not-utf-8' | 'unknown-ferry-company' | 'file-number-used'

/** Why a receipt waits for a person. */
export type QueuedReceipt =
  | 'unknown-leg'
  | 'unknown-class'
  | 'impossible-length'
  | 'before-the-scheme'
  | 'not-sailed-yet'
  | 'no-fare'
  | 'no-person-fare'
  | 'no-zero-emission-share'
  | 'no-vat-rate'

/** Why a receipt in the queue is not decided. */
export type QueueRefusal =
  | 'not-in-queue'
  | 'still-unknown-leg'
  | 'still-unknown-class'
  | 'still-impossible-length'
  | 'no-decision'

type Texts = Readonly<
  Record<
    | ReceiptFileRefusal
    | QueuedReceipt
    | QueueRefusal
    | 'wrong-header'
    | 'wrong-trailer'
    | 'wrong-count'
    | 'wrong-sum'
    | 'not-a-receipt'
    | 'time-unreadable'
    | 'number-unreadable'
    | 'neither-tag-card-nor-plate'
    | 'same-version-twice',
    string
  >
>

export const RECEIPT_TEXTS: Record<Language, Texts> = {
  nb: {
    'not-utf-8': 'Filen er ikke i UTF-8.',
    'unknown-ferry-company': 'Vi kjenner ikke rederiet som filen er fra.',
    'file-number-used': 'Rederiet har sendt en annen fil med dette nummeret.',
    'wrong-header': 'Første linje er ikke den som filen skal begynne med.',
    'wrong-trailer': 'Siste linje er ikke den som filen skal slutte med.',
    'wrong-count': 'Antallet kvitteringer er et annet enn det filen selv oppgir.',
    'wrong-sum': 'Summen av kvitteringene er en annen enn den filen selv oppgir.',
    'not-a-receipt': 'En linje er ingen kvittering.',
    'time-unreadable': 'Et tidspunkt kan ikke leses, eller mangler tidssone.',
    'number-unreadable': 'Et tall kan ikke leses.',
    'neither-tag-card-nor-plate': 'En kvittering har verken brikke, ferjekort eller skilt.',
    'same-version-twice': 'Den samme utgaven av en reise står to ganger.',
    'unknown-leg': 'Strekningen er ukjent.',
    'unknown-class': 'Takstgruppen er ukjent.',
    'impossible-length': 'Ingen kjøretøy er så lange eller så korte.',
    'before-the-scheme': 'Reisen var før AutoPASS for ferje.',
    'not-sailed-yet': 'Reisen er registrert etter at filen ble laget.',
    'no-fare': 'Taksten på strekningen er ikke kjent den dagen.',
    'no-person-fare': 'Personbilletten på strekningen er ikke kjent den dagen.',
    'no-zero-emission-share': 'Hva nullutslipp betaler, er ikke kjent der den dagen.',
    'no-vat-rate': 'Momssatsen er ikke kjent den dagen.',
    'not-in-queue': 'Kvitteringen står ikke i køen.',
    'still-unknown-leg': 'Den strekningen er også ukjent.',
    'still-unknown-class': 'Den takstgruppen er også ukjent.',
    'still-impossible-length': 'Lengden må være et antall centimeter som et kjøretøy kan ha.',
    'no-decision': 'Si hva som skal skje: ny strekning, ny lengde, prøv igjen eller avvis.',
  },
  nn: {
    'not-utf-8': 'Fila er ikkje i UTF-8.',
    'unknown-ferry-company': 'Vi kjenner ikkje reiarlaget som fila er frå.',
    'file-number-used': 'Reiarlaget har sendt ei anna fil med dette nummeret.',
    'wrong-header': 'Første linje er ikkje den som fila skal byrje med.',
    'wrong-trailer': 'Siste linje er ikkje den som fila skal slutte med.',
    'wrong-count': 'Talet på kvitteringar er eit anna enn det fila sjølv oppgir.',
    'wrong-sum': 'Summen av kvitteringane er ein annan enn den fila sjølv oppgir.',
    'not-a-receipt': 'Ei linje er inga kvittering.',
    'time-unreadable': 'Eit tidspunkt kan ikkje lesast, eller manglar tidssone.',
    'number-unreadable': 'Eit tal kan ikkje lesast.',
    'neither-tag-card-nor-plate': 'Ei kvittering har verken brikke, ferjekort eller skilt.',
    'same-version-twice': 'Den same utgåva av ei reise står to gonger.',
    'unknown-leg': 'Strekninga er ukjend.',
    'unknown-class': 'Takstgruppa er ukjend.',
    'impossible-length': 'Ingen køyretøy er så lange eller så korte.',
    'before-the-scheme': 'Reisa var før AutoPASS for ferje.',
    'not-sailed-yet': 'Reisa er registrert etter at fila vart laga.',
    'no-fare': 'Taksten på strekninga er ikkje kjend den dagen.',
    'no-person-fare': 'Personbilletten på strekninga er ikkje kjend den dagen.',
    'no-zero-emission-share': 'Kva nullutslepp betaler, er ikkje kjent der den dagen.',
    'no-vat-rate': 'Momssatsen er ikkje kjend den dagen.',
    'not-in-queue': 'Kvitteringa står ikkje i køen.',
    'still-unknown-leg': 'Den strekninga er òg ukjend.',
    'still-unknown-class': 'Den takstgruppa er òg ukjend.',
    'still-impossible-length': 'Lengda må vere eit tal centimeter som eit køyretøy kan ha.',
    'no-decision': 'Sei kva som skal skje: ny strekning, ny lengd, prøv igjen eller avvis.',
  },
  en: {
    'not-utf-8': 'The file is not in UTF-8.',
    'unknown-ferry-company': 'We do not know the ferry company that the file is from.',
    'file-number-used': 'The ferry company has sent another file with this number.',
    'wrong-header': 'The first line is not the one the file must begin with.',
    'wrong-trailer': 'The last line is not the one the file must end with.',
    'wrong-count': 'The number of receipts is not the one that the file states.',
    'wrong-sum': 'The sum of the receipts is not the one that the file states.',
    'not-a-receipt': 'A line is no receipt.',
    'time-unreadable': 'A time cannot be read, or has no time zone.',
    'number-unreadable': 'A number cannot be read.',
    'neither-tag-card-nor-plate': 'A receipt has neither tag, ferry card nor plate.',
    'same-version-twice': 'The same version of a trip is there twice.',
    'unknown-leg': 'The leg is not known.',
    'unknown-class': 'The fare group is not known.',
    'impossible-length': 'No vehicle is as long or as short.',
    'before-the-scheme': 'The trip was before AutoPASS for ferje.',
    'not-sailed-yet': 'The trip was registered after the file was made.',
    'no-fare': 'The fare on the leg is not known that day.',
    'no-person-fare': 'The person ticket on the leg is not known that day.',
    'no-zero-emission-share': 'What zero emission pays there is not known that day.',
    'no-vat-rate': 'The VAT rate is not known that day.',
    'not-in-queue': 'The receipt is not in the queue.',
    'still-unknown-leg': 'That leg is not known either.',
    'still-unknown-class': 'That class is not known either.',
    'still-impossible-length': 'The length must be a number of centimetres that a vehicle can have.',
    'no-decision': 'Say what to do: another leg, another length, try again or reject.',
  },
}
