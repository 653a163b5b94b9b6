import type { Queryable } from '#db/connection.ts'

/** True for the first who comes with the key. */
export async function claimFormKey(
  db: Queryable,
  form: { key: string; userId: number; now: number },
): Promise<boolean> {
  const claimed = await db`
    insert into form_answer (form_key, user_id, answered_at) values (${form.key}, ${form.userId}, ${form.now})
    on conflict (form_key) do nothing`
  return claimed.count === 1
}

/** Where the form led; nothing when somebody else has sent it. */
export async function readFormAnswer(
  db: Queryable,
  form: { key: string; userId: number },
): Promise<string | undefined> {
  const [row] = await db<{ leadsTo: string | null }[]>`
    select leads_to as "leadsTo" from form_answer where form_key = ${form.key} and user_id = ${form.userId}`
  return row?.leadsTo ?? undefined
}

export async function saveFormAnswer(db: Queryable, key: string, leadsTo: string): Promise<void> {
  await db`update form_answer set leads_to = ${leadsTo} where form_key = ${key}`
}

export async function forgetFormKey(db: Queryable, key: string): Promise<void> {
  await db`delete from form_answer where form_key = ${key}`
}
