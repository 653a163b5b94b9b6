import { Button, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { textFault } from '#cases/case.ts'
import { type Complainable, complaintFault } from '#cases/complaint.ts'
import { type KeptAttachment, readUnsent } from '#cases/keep-attachments.ts'
import { openComplaint } from '#cases/open-complaint.ts'
import { readComplainable } from '#cases/read-complainable.ts'
import { readCaseLimits } from '#cases/read-limits.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { CASE_TEXTS } from '#words/cases.ts'
import { COMPLAINT_GROUNDS, COMPLAINT_TEXTS, type ComplaintFault } from '#words/complaints.ts'
import { AttachmentField } from '../../parts/attachments.tsx'
import { CheckForm } from '../../parts/check-form.tsx'
import { Chosen } from '../../parts/complainable.tsx'
import { complainableInWords } from '../../parts/complainable-in-words.ts'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { Choices } from '../../parts/flow.tsx'
import { Guard } from '../../parts/guard.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard } from '../forms.ts'
import { attachmentLimits, fileFaultsOf, keepFiles } from '../kept-files.ts'
import { sentFiles, stepOfCase, textsOf } from '../sent-files.ts'
import { asCustomer, type Customer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'
export const takesFiles = true

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { deps, kept } = visitOf(context)
  const today = osloDay(deps.now())
  const limits = await readCaseLimits(today)
  const { complaints: within } = await kept.figures()
  return asCustomer(context, async (tx, customer) => {
    const { language } = customer.visit
    const passages = await chosen(tx, customer, url)
    const fault = complaintFault(passages)
    return {
      language,
      guard: formGuard(context),
      steps: passages.length > 0 && !fault,
      address: addressOf(passages),
      passages: passages.map((passage) => complainableInWords(passage, { language, within, today })),
      refused: passages.length > 0 ? fault?.refused : undefined,
      textMax: limits.textMax,
      limits: attachmentLimits(limits),
    }
  })
}

/** Passages stand in the address by number, which opens nothing to a stranger: one that is not theirs is not found. */
async function chosen(tx: Tx, { partyIds }: Customer, url: URL): Promise<readonly Complainable[]> {
  const asked = [...new Set(url.searchParams.getAll('p'))]
  if (asked.some((id) => !/^[1-9]\d{0,14}$/.test(id))) throw notFound()
  const passages = await readComplainable(tx, partyIds, asked.map(Number))
  if (passages.length < asked.length) throw notFound()
  return passages
}

function addressOf(passages: readonly Complainable[]): string {
  const query = new URLSearchParams(passages.map(({ passageId }) => ['p', String(passageId)]))
  return `/min-side/kundeservice/meld-feil?${query}`
}

type Draft = {
  readonly step: 'write' | 'check'
  readonly ground: string
  readonly text: string
  readonly kept: readonly KeptAttachment[]
  readonly faults: readonly ComplaintFault[]
  readonly fileFaults: readonly string[]
}

const NOTHING_YET: Draft = { step: 'write', ground: '', text: '', kept: [], faults: [], fileFaults: [] }

export async function action(args: ActionFunctionArgs) {
  const { deps, language, kept: read } = visitOf(args.context)
  const limits = await readCaseLimits(osloDay(deps.now()))
  const { complaints: within } = await read.figures()
  const form = await sentFiles(args, limits)
  if (!form) {
    const fileFaults = [CASE_TEXTS[language].bodyTooLarge]
    return data<Draft>({ ...NOTHING_YET, fileFaults }, { status: 413 })
  }
  const [ground, text] = [fieldOf(form, 'grunn'), fieldOf(form, 'tekst')]
  const step = stepOfCase(args.context, form)
  const known = COMPLAINT_GROUNDS.find((one) => one === ground)
  const textWrong = textFault(text, limits.textMax)
  const faults: ComplaintFault[] = [
    ...(known === undefined ? ['no-ground' as const] : []),
    ...(textWrong === 'no-text' || textWrong === 'text-too-long' ? [textWrong] : []),
  ]
  if (step === 'send' && known !== undefined && faults.length === 0)
    return answerOnce(args.context, form, async (tx, customer) => {
      const passages = await chosen(tx, customer, args.url)
      const attachments = textsOf(form, 'beholdt')
      const opened = await openComplaint(tx, {
        partyIds: customer.partyIds,
        passageIds: passages.map(({ passageId }) => passageId),
        ground: known,
        text,
        attachments,
        language,
        publicId: deps.newId(),
        within,
        now: customer.now,
      })
      if (!isRefusal(opened)) return { leadsTo: `/min-side/kundeservice/saker/${opened.publicId}?sendt=sak` }
      const kept = await readUnsent(tx, { partyId: passages[0]?.partyId ?? 0, publicIds: attachments })
      return { fault: { ...NOTHING_YET, ground, text, kept, faults: [opened.refused] } satisfies Draft }
    })
  const draft = await asCustomer(args.context, async (tx, customer): Promise<Draft> => {
    const [first] = await chosen(tx, customer, args.url)
    if (!first) throw notFound()
    const keeping = await keepFiles(tx, customer, { form, partyId: first.partyId, limits })
    const fileFaults = fileFaultsOf(keeping, language, limits)
    const asks = step === 'sjekk' || step === 'send'
    const isWhole = asks && faults.length === 0 && fileFaults.length === 0
    return {
      step: isWhole ? 'check' : 'write',
      ground,
      text,
      kept: keeping.kept,
      faults: asks ? faults : [],
      fileFaults,
    }
  })
  return data(draft, { status: draft.faults.length + draft.fileFaults.length > 0 ? 400 : 200 })
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Complaint() {
  const shown = useLoaderData<typeof loader>()
  const draft = useActionData<typeof action>() ?? NOTHING_YET
  const { language, passages, refused } = shown
  const texts = COMPLAINT_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/passeringer">{texts.toPassages}</RouterLink>
        </Link>
        <PageTitle language={language}>
          {draft.step === 'check' ? CASE_TEXTS[language].checkHeading : texts.heading}
        </PageTitle>
        <Paragraph>{passages.length === 0 ? texts.none : texts.about}</Paragraph>
      </div>
      {passages.length > 0 && <Chosen language={language} passages={passages} />}
      {refused && <Paragraph className="strong">{texts.faults[refused]}</Paragraph>}
      {passages.length > 0 &&
        !refused &&
        (draft.step === 'check' ? (
          <Check shown={shown} draft={draft} />
        ) : (
          <Write shown={shown} draft={draft} />
        ))}
    </>
  )
}

const FIELD_OF: Readonly<Record<ComplaintFault, string>> = {
  'no-passages': 'chosen',
  'several-companies': 'chosen',
  'complained-already': 'chosen',
  'no-ground': 'grunn',
  'no-text': 'tekst',
  'text-too-long': 'tekst',
}

function Write({ shown, draft }: { shown: Shown; draft: Draft }) {
  const { language, guard, address, textMax, limits } = shown
  const texts = COMPLAINT_TEXTS[language]
  const faultOf = (field: string) => {
    const fault = draft.faults.find((one) => FIELD_OF[one] === field)
    return fault && texts.faults[fault]
  }
  return (
    <form method="post" action={address} id="steps" encType="multipart/form-data" className="form" noValidate>
      <Guard guard={guard} />
      <FaultSummary
        heading={CASE_TEXTS[language].faultsHeading}
        faults={[
          ...draft.faults.map((fault) => ({ field: FIELD_OF[fault], text: texts.faults[fault] })),
          ...draft.fileFaults.map((text) => ({ field: 'vedlegg', text })),
        ]}
      />
      <Choices
        name="grunn"
        label={texts.ground}
        fault={faultOf('grunn')}
        choices={COMPLAINT_GROUNDS.map((ground) => ({ value: ground, label: texts.grounds[ground] }))}
        value={draft.ground}
      />
      <LongText
        language={language}
        name="tekst"
        label={texts.text}
        max={textMax}
        value={draft.text}
        fault={faultOf('tekst')}
      />
      <AttachmentField language={language} limits={limits} kept={draft.kept} faults={draft.fileFaults} />
      <Paragraph>{texts.whatHappens}</Paragraph>
      <div>
        <Button type="submit" name="steg" value="sjekk">
          {texts.check}
        </Button>
      </div>
    </form>
  )
}

function Check({ shown: { language, guard, address }, draft }: { shown: Shown; draft: Draft }) {
  const texts = COMPLAINT_TEXTS[language]
  const ground = COMPLAINT_GROUNDS.find((one) => one === draft.ground)
  return (
    <CheckForm
      language={language}
      guard={guard}
      action={address}
      values={{ grunn: draft.ground, tekst: draft.text }}
      facts={[{ name: texts.ground, value: ground && texts.grounds[ground] }]}
      text={draft.text}
      kept={draft.kept}
      whatHappens={texts.whatHappens}
      send={texts.send}
    />
  )
}
