import { Link } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { type About, addresseeOf, CASE_TOPICS, type Reachable, textFault } from '#cases/case.ts'
import { readUnsent } from '#cases/keep-attachments.ts'
import type { CaseLimits } from '#cases/limits.ts'
import { openCase } from '#cases/open-case.ts'
import { readAbout, readReachable } from '#cases/read-about.ts'
import { readCaseLimits } from '#cases/read-limits.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { CASE_TEXTS, type CaseFault, type CaseTopic } from '#words/cases.ts'
import { type CaseDraft, CheckCase, NOTHING_YET, WriteCase } from '../../parts/case-form.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard } from '../forms.ts'
import { attachmentLimits, fileFaultsOf, keepFiles } from '../kept-files.ts'
import { sentFiles, stepOfCase, textsOf } from '../sent-files.ts'
import { asCustomer, type Customer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'
export const takesFiles = true

export async function loader({ context, url }: LoaderFunctionArgs) {
  const limits = await readCaseLimits(osloDay(visitOf(context).deps.now()))
  const began = beganFrom(url)
  return asCustomer(context, async (tx, customer) => {
    const { language } = customer.visit
    const { about, reachable } = await beginning(tx, customer, began)
    return {
      language,
      guard: formGuard(context),
      steps: true,
      began,
      subject: about?.subject[language],
      companies: about ? [] : reachable.map(({ code, name }) => ({ code, name })),
      textMax: limits.textMax,
      limits: attachmentLimits(limits),
    }
  })
}

function beganFrom(url: URL): string {
  return url.searchParams.get('om') ?? ''
}

/** What the case begins from, and whom it can go to. What is not there, or is another's, is not found. */
async function beginning(tx: Tx, { partyIds, now }: Customer, began: string) {
  const about = began === '' ? undefined : await readAbout(tx, partyIds, began)
  if (began !== '' && !about) throw notFound()
  const reachable = await readReachable(tx, partyIds, now)
  if (!about && reachable.length === 0) throw notFound()
  return { about, reachable }
}

export async function action(args: ActionFunctionArgs) {
  const { deps, language } = visitOf(args.context)
  const limits = await readCaseLimits(osloDay(deps.now()))
  const form = await sentFiles(args, limits)
  if (!form) return data(tooLarge(CASE_TEXTS[language].bodyTooLarge), { status: 413 })
  const sent = { form, limits, began: beganFrom(args.url) }
  const step = stepOfCase(args.context, form)
  if (step === 'send') return answerOnce(args.context, form, (tx, customer) => send(tx, customer, sent))
  const draft = await asCustomer(args.context, async (tx, customer): Promise<CaseDraft> => {
    const looked = await look(tx, customer, sent)
    const keeping = await keepFiles(tx, customer, { form, partyId: looked.partyId, limits })
    const fileFaults = fileFaultsOf(keeping, language, limits)
    const isWhole = step === 'sjekk' && looked.faults.length === 0 && fileFaults.length === 0
    return {
      ...looked.draft,
      step: isWhole ? 'check' : 'write',
      // Taking a file away, or coming back to write on, asks for nothing else.
      faults: step === 'sjekk' ? looked.faults : [],
      kept: keeping.kept,
      fileFaults,
    }
  })
  return data(draft, { status: draft.faults.length + draft.fileFaults.length > 0 ? 400 : 200 })
}

function tooLarge(fileFault: string): CaseDraft {
  return { ...NOTHING_YET, fileFaults: [fileFault] }
}

type Sent = { readonly form: FormData; readonly limits: CaseLimits; readonly began: string }

async function look(tx: Tx, customer: Customer, { form, limits, began }: Sent) {
  const { about, reachable } = await beginning(tx, customer, began)
  const [topic, company, text] = [fieldOf(form, 'emne'), fieldOf(form, 'selskap'), fieldOf(form, 'tekst')]
  const known = topicOf(topic, about)
  const to = addresseeOf(reachable, { topic: known ?? 'other', about, chosen: company })
  const textWrong = textFault(text, limits.textMax)
  const faults: CaseFault[] = [
    ...(known === undefined ? ['no-topic' as const] : []),
    ...(isRefusal(to) ? [to.refused] : []),
    ...(textWrong ? [textWrong] : []),
  ]
  return {
    about,
    known,
    to,
    faults,
    partyId: partyOf(to, reachable),
    draft: { topic, company, text, to: isRefusal(to) ? undefined : to.name },
  }
}

/** What is asked about says the topic; else the customer does. */
function topicOf(chosen: string, about: About | undefined): CaseTopic | undefined {
  return about ? about.kind : CASE_TOPICS.find((topic) => topic === chosen)
}

function partyOf(to: ReturnType<typeof addresseeOf>, reachable: readonly Reachable[]): number {
  const partyId = isRefusal(to) ? reachable[0]?.partyId : to.partyId
  if (partyId === undefined) throw notFound()
  return partyId
}

async function send(tx: Tx, customer: Customer, sent: Sent) {
  const { visit, now } = customer
  const { about, known, to, faults, partyId, draft } = await look(tx, customer, sent)
  const attachments = textsOf(sent.form, 'beholdt')
  if (faults.length > 0 || isRefusal(to) || known === undefined) {
    const kept = await readUnsent(tx, { partyId, publicIds: attachments })
    return { fault: { ...draft, step: 'write', kept, faults, fileFaults: [] } satisfies CaseDraft }
  }
  const { publicId } = await openCase(tx, {
    to,
    topic: known,
    subject: about ? about.subject[visit.language] : CASE_TEXTS[visit.language].topics[known],
    text: draft.text,
    about,
    attachments,
    language: visit.language,
    publicId: visit.deps.newId(),
    now,
  })
  return { leadsTo: `/min-side/kundeservice/saker/${publicId}?sendt=sak` }
}

export default function NewCase() {
  const shown = useLoaderData<typeof loader>()
  const draft = useActionData<typeof action>() ?? NOTHING_YET
  const texts = CASE_TEXTS[shown.language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/kundeservice">{texts.toService}</RouterLink>
        </Link>
        <PageTitle language={shown.language}>
          {draft.step === 'check' ? texts.checkHeading : texts.newCase}
        </PageTitle>
      </div>
      {draft.step === 'check' ? (
        <CheckCase shown={shown} draft={draft} />
      ) : (
        <WriteCase shown={shown} draft={draft} />
      )}
    </>
  )
}
