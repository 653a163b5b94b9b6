import type { ActionFunctionArgs } from 'react-router'
import type { CaseLimits } from '#cases/limits.ts'
import { fieldOf, sentForm } from './forms.ts'
import { type Context, visitOf } from './visit.ts'

/** Room beside the files: the text and the boundaries between. */
const REST_BYTES = 1024 * 1024

/** A form with files. Undefined: it is larger than all that may be attached, and not even read. */
export async function sentFiles(args: ActionFunctionArgs, limits: CaseLimits): Promise<FormData | undefined> {
  return sentWithin(args, limits.attachmentsMax * limits.attachmentBytesMax)
}

/** The same of files of so many bytes in all. */
export async function sentWithin(args: ActionFunctionArgs, bytesMax: number): Promise<FormData | undefined> {
  const length = Number(args.request.headers.get('content-length') ?? Number.NaN)
  return length <= bytesMax + REST_BYTES ? sentForm(args) : undefined
}

/**
 * What a case that is written is sent for: looked through, sent, or written on. `sjekk` is also what the Enter key asks for.
 * Where only the language is chosen, the step that is shown is shown again.
 */
export function stepOfCase(context: Context, form: FormData): string {
  if (visitOf(context).onlyLanguage) return form.has('sjekket') ? 'sjekk' : 'rett'
  return fieldOf(form, 'steg') || (form.has('fjern') ? '' : 'sjekk')
}

/** A file field without a file is sent as one without a name. */
export async function filesOf(
  form: FormData,
  name: string,
): Promise<readonly { readonly name: string; readonly content: Buffer }[]> {
  const files = form.getAll(name).filter((value) => typeof value !== 'string' && value.name !== '') as File[]
  return Promise.all(
    files.map(async (file) => ({ name: file.name, content: Buffer.from(await file.arrayBuffer()) })),
  )
}

/** Values of one name, as text. */
export function textsOf(form: FormData, name: string): readonly string[] {
  return form.getAll(name).filter((value) => typeof value === 'string')
}
