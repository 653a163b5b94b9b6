import { data, redirect } from 'react-router'
import { answerForm, type FormAnswer } from '#access/answer-form.ts'
import { checkFormToken } from '#access/forgery.ts'
import { isUuid } from '#core/uuid.ts'
import type { Tx } from '#db/connection.ts'
import { formKey } from './form-key.ts'
import { asCustomer, type Context, type Customer, visitOf } from './visit.ts'

/** What stands hidden in a form: the session's token, and the form's own key. */
export type FormGuard = { readonly csrfToken: string; readonly formKey: string }

export function formGuard(context: Context): FormGuard {
  const { session, deps } = visitOf(context)
  return { csrfToken: session?.csrfToken ?? '', formKey: deps.newId() }
}

/** The form as it was sent. Without the session's token it is nobody's. */
export async function sentForm({
  context,
  request,
}: {
  context: Context
  request: Request
}): Promise<FormData> {
  const { session } = visitOf(context)
  const form = await request.formData()
  if (!session || checkFormToken(form.get('csrf'), session)) throw new Response(null, { status: 403 })
  return form
}

/** One value of a form, as text without space around. A file or nothing is the empty text. */
export function fieldOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value.trim() : ''
}

/** Those of the fields that were sent: what a step carries on to the next. */
export function valuesOf(form: FormData, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.flatMap((name) => (form.has(name) ? [[name, fieldOf(form, name).slice(0, 60)]] : [])),
  )
}

/**
 * Answers a customer's form once, as the customer. Answered, the browser is sent on, so that going back sends nothing
 * again; a fault comes back to the page (`useActionData`) with what was filled in.
 */
export async function answerOnce<Fault>(
  context: Context,
  form: FormData,
  work: (tx: Tx, customer: Customer) => Promise<FormAnswer<Fault>>,
) {
  const given = fieldOf(form, 'key')
  // Who chooses a language in the middle of a form has not sent it.
  if (!isUuid(given) || visitOf(context).onlyLanguage) throw new Response(null, { status: 400 })
  const key = await formKey(given, form)
  const answer = await asCustomer(context, (tx, customer) => {
    const { session, deps } = customer.visit
    if (!session) throw redirect('/')
    return answerForm(tx, { key, userId: session.userId, now: deps.machineNow() }, () => work(tx, customer))
  })
  if ('leadsTo' in answer) throw redirect(answer.leadsTo, 303)
  return data(answer.fault, { status: 400 })
}
