import type { Tx } from '#db/connection.ts'
import { claimFormKey, forgetFormKey, readFormAnswer, saveFormAnswer } from './store-forms.ts'

/** What a form's answer is: somewhere to go, or what must be put right first. */
export type FormAnswer<Fault> = { readonly leadsTo: string } | { readonly fault: Fault }

/**
 * Answers a form once. Sent again, also at the same moment from another tab, it leads where it led the first time and
 * does nothing more. With a fault nothing is remembered, so that it can be put right and sent again: `work` must then
 * have changed nothing.
 */
export async function answerForm<Fault>(
  tx: Tx,
  form: { readonly key: string; readonly userId: number; readonly now: number },
  work: () => Promise<FormAnswer<Fault>>,
): Promise<FormAnswer<Fault>> {
  // Waits here for whoever answers the same form at this moment.
  if (!(await claimFormKey(tx, form))) {
    const leadsTo = await readFormAnswer(tx, form)
    return { leadsTo: leadsTo ?? '/min-side' }
  }
  const answer = await work()
  if ('leadsTo' in answer) await saveFormAnswer(tx, form.key, answer.leadsTo)
  else await forgetFormKey(tx, form.key)
  return answer
}
