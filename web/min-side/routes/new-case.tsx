import { Button, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { type About, addresseeOf, CASE_TOPICS, type Reachable, textFault } from '#cases/case.ts'
import { type KeptAttachment, readUnsent } from '#cases/keep-attachments.ts'
import type { CaseLimits } from '#cases/limits.ts'
import { openCase } from '#cases/open-case.ts'
import { readAbout, readReachable } from '#cases/read-about.ts'
import { readCaseLimits } from '#cases/read-limits.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { ATTACHMENT_TEXTS } from '#words/attachments.ts'
import { CASE_TEXTS, type CaseFault, type CaseTopic } from '#words/cases.ts'
import { AttachmentField, KeptAttachments } from '../../parts/attachments.tsx'
import { describedBy, FaultSummary, FieldFault } from '../../parts/fault-summary.tsx'
import { Guard } from '../../parts/guard.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard } from '../forms.ts'
import { attachmentLimits, fileFaultsOf, keepFiles } from '../kept-files.ts'
import { sentFiles, textsOf } from '../sent-files.ts'
import { asCustomer, type Customer, notFound, visitOf } from '../visit.ts'

export const access = 'customer'

/** What the case begins from stands in the address of every step. */
function addressOf(began: string): string {
  return `/min-side/kundeservice/ny-sak${began === '' ? '' : `?om=${began}`}`
}

export async function loader({ context, url }: LoaderFunctionArgs) {
  const limits = await readCaseLimits(osloDay(visitOf(context).deps.now()))
  const began = beganFrom(url)
  return asCustomer(context, async (tx, customer) => {
    const { language } = customer.visit
    const { about, reachable } = await beginning(tx, customer, began)
    return {
      language,
      guard: formGuard(context),
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

/** As far as the customer has come: what was written, and what stands in the way of sending it. */
type Draft = {
  readonly step: 'write' | 'check'
  readonly topic: string
  readonly company: string
  readonly text: string
  readonly kept: readonly KeptAttachment[]
  readonly faults: readonly CaseFault[]
  readonly fileFaults: readonly string[]
  /** The company's name, when it is known. */
  readonly to: string | undefined
}

export async function action(args: ActionFunctionArgs) {
  const { deps, language } = visitOf(args.context)
  const limits = await readCaseLimits(osloDay(deps.now()))
  const form = await sentFiles(args, limits)
  if (!form) return data(tooLarge(CASE_TEXTS[language].bodyTooLarge), { status: 413 })
  const sent = { form, limits, began: beganFrom(args.url) }
  const step = fieldOf(form, 'steg')
  if (step === 'send') return answerOnce(args.context, form, (tx, customer) => send(tx, customer, sent))
  const draft = await asCustomer(args.context, async (tx, customer): Promise<Draft> => {
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

function tooLarge(fileFault: string): Draft {
  const nothing = { topic: '', company: '', text: '', kept: [], faults: [], to: undefined }
  return { ...nothing, step: 'write', fileFaults: [fileFault] }
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
    return { fault: { ...draft, step: 'write', kept, faults, fileFaults: [] } satisfies Draft }
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

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

const NOTHING_YET: Draft = {
  step: 'write',
  topic: '',
  company: '',
  text: '',
  kept: [],
  faults: [],
  fileFaults: [],
  to: undefined,
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
      {draft.step === 'check' ? <Check shown={shown} draft={draft} /> : <Write shown={shown} draft={draft} />}
    </>
  )
}

const FIELD_OF: Readonly<Record<CaseFault, string>> = {
  'no-topic': `emne-${CASE_TOPICS[0]}`,
  'no-company': 'selskap',
  'no-text': 'tekst',
  'text-too-long': 'tekst',
}

function Write({ shown, draft }: { shown: Shown; draft: Draft }) {
  const { language, guard, began, subject, textMax, limits } = shown
  const texts = CASE_TEXTS[language]
  const faultOf = (field: string) => {
    const fault = draft.faults.find((one) => FIELD_OF[one] === field)
    return fault && texts.faults[fault]
  }
  return (
    <form method="post" action={addressOf(began)} encType="multipart/form-data" className="form" noValidate>
      <Guard guard={guard} />
      <FaultSummary
        heading={texts.faultsHeading}
        faults={[
          ...draft.faults.map((fault) => ({ field: FIELD_OF[fault], text: texts.faults[fault] })),
          ...draft.fileFaults.map((text) => ({ field: 'vedlegg', text })),
        ]}
      />
      {subject === undefined ? (
        <Topics shown={shown} draft={draft} fault={faultOf(FIELD_OF['no-topic'])} />
      ) : (
        <div>
          <Paragraph className="quiet">{texts.subject}</Paragraph>
          <Paragraph className="strong">{subject}</Paragraph>
        </div>
      )}
      <Companies shown={shown} draft={draft} fault={faultOf('selskap')} />
      <LongText
        language={language}
        name="tekst"
        label={texts.text}
        max={textMax}
        value={draft.text}
        fault={faultOf('tekst')}
      />
      <AttachmentField language={language} limits={limits} kept={draft.kept} faults={draft.fileFaults} />
      <div>
        <Button type="submit" name="steg" value="sjekk">
          {texts.check}
        </Button>
      </div>
    </form>
  )
}

type FieldProps = { shown: Shown; draft: Draft; fault: string | undefined }

function Topics({ shown: { language }, draft, fault }: FieldProps) {
  const texts = CASE_TEXTS[language]
  return (
    <fieldset aria-describedby={describedBy(fault !== undefined && 'emne-fault')}>
      <legend>{texts.topic}</legend>
      <FieldFault id="emne-fault" text={fault} />
      {CASE_TOPICS.map((topic) => (
        <label key={topic} className="choice">
          <input
            className="ds-input"
            type="radio"
            id={`emne-${topic}`}
            name="emne"
            value={topic}
            defaultChecked={draft.topic === topic}
          />{' '}
          {texts.topics[topic]}
        </label>
      ))}
    </fieldset>
  )
}

/** One company needs no choice. */
function Companies({ shown: { language, companies }, draft, fault }: FieldProps) {
  const texts = CASE_TEXTS[language]
  if (companies.length < 2) return null
  return (
    <div className="field">
      <label className="ds-label" htmlFor="selskap">
        {texts.company}
      </label>
      <p className="quiet" id="selskap-hint">
        {texts.companyHint}
      </p>
      <FieldFault id="selskap-fault" text={fault} />
      <select
        className="ds-input"
        id="selskap"
        name="selskap"
        defaultValue={draft.company}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={describedBy('selskap-hint', fault !== undefined && 'selskap-fault')}
      >
        <option value="">{texts.chooseCompany}</option>
        {companies.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

function Check({ shown: { language, guard, began, subject }, draft }: { shown: Shown; draft: Draft }) {
  const texts = CASE_TEXTS[language]
  const topic = CASE_TOPICS.find((one) => one === draft.topic)
  return (
    <form method="post" action={addressOf(began)} encType="multipart/form-data" className="stack">
      <Guard guard={guard} />
      <input type="hidden" name="emne" value={draft.topic} />
      <input type="hidden" name="selskap" value={draft.company} />
      <input type="hidden" name="tekst" value={draft.text} />
      <Paragraph>{texts.checkAbout}</Paragraph>
      <dl className="facts">
        <div>
          <dt>{texts.to}</dt>
          <dd>{draft.to}</dd>
        </div>
        <div>
          <dt>{texts.subject}</dt>
          <dd>{subject ?? (topic && texts.topics[topic])}</dd>
        </div>
        <div>
          <dt>{texts.text}</dt>
          <dd className="message-text">{draft.text}</dd>
        </div>
        {draft.kept.length > 0 && (
          <div>
            <dt>{ATTACHMENT_TEXTS[language].attached}</dt>
            <dd>
              <KeptAttachments language={language} kept={draft.kept} />
            </dd>
          </div>
        )}
      </dl>
      <div className="actions">
        <Button type="submit" name="steg" value="send">
          {texts.send}
        </Button>
        <Button type="submit" variant="secondary" name="steg" value="rett">
          {texts.change}
        </Button>
      </div>
    </form>
  )
}
