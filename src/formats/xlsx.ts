import type { Column, TableWriting, Value } from './table.ts'
import { textOf, type Xml, xml } from './xml-writing.ts'
import { openZip } from './zip.ts'

/** What a sheet has room for, its headings among them. */
export const XLSX_ROWS_MAX = 1_048_576

/** A workbook of one sheet. A list too long to be held is written by `openXlsx`. */
export function writeXlsx(
  sheetName: string,
  columns: readonly Column[],
  rows: readonly (readonly Value[])[],
): Buffer {
  const writing = openXlsx(sheetName, columns)
  return Buffer.concat([writing.rows(rows), writing.end()])
}

/**
 * Opens a workbook of one sheet, to be written some rows at a time. Text is written as text and nothing else: what looks
 * like a formula is none.
 */
export function openXlsx(sheetName: string, columns: readonly Column[]): TableWriting {
  const zip = openZip()
  let unsent: readonly Buffer[] = [...opening(sheetName, columns)].flatMap(([name, text]) => [
    zip.part(name),
    zip.write(Buffer.from(`${DECLARATION}${text}`)),
  ])
  let count = 1
  return {
    rows(rows) {
      count += rows.length
      if (count > XLSX_ROWS_MAX) throw new RangeError('more rows than a sheet has room for')
      const first = count - rows.length + 1
      const text = rows.map((cells, i) => textOf(rowOf(first + i, columns, cells))).join('')
      const bytes = Buffer.concat([...unsent, zip.write(Buffer.from(text))])
      unsent = []
      return bytes
    },
    end: () => Buffer.concat([...unsent, zip.write(Buffer.from('</sheetData></worksheet>')), zip.end()]),
  }
}

/** Every part of the workbook in its order; the last is the sheet, open for its rows. */
function opening(sheetName: string, columns: readonly Column[]): ReadonlyMap<string, string> {
  const headings = xml`<row r="1">${columns.map(({ heading }, i) => textCell(i, 1, heading, STYLE.heading))}</row>`
  const sheet = xml`<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.map(width)}</cols><sheetData>${headings}`
  return new Map([
    ['[Content_Types].xml', textOf(CONTENT_TYPES)],
    ['_rels/.rels', textOf(RELATIONS)],
    ['xl/workbook.xml', textOf(workbook(sheetName))],
    ['xl/_rels/workbook.xml.rels', textOf(WORKBOOK_RELATIONS)],
    ['xl/styles.xml', textOf(STYLES)],
    ['xl/worksheets/sheet1.xml', textOf(sheet)],
  ])
}

function rowOf(number: number, columns: readonly Column[], cells: readonly Value[]): Xml {
  return xml`<row r="${number}">${columns.map(({ kind }, i) => cell(i, number, kind, cells[i]))}</row>`
}

function width({ width: characters = 14 }: Column, i: number): Xml {
  return xml`<col min="${i + 1}" max="${i + 1}" width="${characters}" customWidth="1"/>`
}

function cell(column: number, row: number, kind: Column['kind'], value: Value): Xml | undefined {
  if (value === undefined || value === '') return undefined
  if (kind === 'text') return textCell(column, row, String(value), STYLE.text)
  const number = kind === 'day' ? serialDay(String(value)) : Number(value)
  if (!Number.isFinite(number)) throw new RangeError(`not for a column of ${kind}: ${value}`)
  return xml`<c r="${address(column, row)}" s="${STYLE[kind]}"><v>${kind === 'ore' ? number / 100 : number}</v></c>`
}

function textCell(column: number, row: number, text: string, style: number): Xml {
  return xml`<c r="${address(column, row)}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`
}

/** «B7» of the second column's seventh row. */
function address(column: number, row: number): string {
  return `${column < 26 ? '' : LETTERS[Math.floor(column / 26) - 1]}${LETTERS[column % 26]}${row}`
}

/** Days since the workbook's day 0, in which 1900 was a leap year. */
function serialDay(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const DAY_MS = 86_400_000

/** Places in the list of cell formats below. */
const STYLE = { text: 0, heading: 1, count: 2, ore: 3, day: 4 } as const

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

const CONTENT_TYPES = xml`<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/></Types>`

const RELATIONS = xml`<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const WORKBOOK_RELATIONS = xml`<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`

// 164 and 165 are the first numbers that are ours to give.
const STYLES = xml`<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.00"/><numFmt numFmtId="165" formatCode="dd.mm.yyyy"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1" applyNumberFormat="1"/><xf numFmtId="1" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`

function workbook(sheetName: string): Xml {
  // The signs a sheet's name may not have, and its length.
  const name = sheetName.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31)
  return xml`<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`
}
