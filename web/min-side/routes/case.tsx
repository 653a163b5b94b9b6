import { Alert, Button, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  Link as RouterLink,
  useActionData,
  useLoaderData,
} from 'react-router'
import { mayBeServed } from '#cases/attachment.ts'
import { textFault } from '#cases/case.ts'
import { type KeptAttachment, readUnsent } from '#cases/keep-attachments.ts'
import type { CaseLimits } from '#cases/limits.ts'
import { type CaseThread, readCustomerCase } from '#cases/read-cases.ts'
import { readComplaintOf } from '#cases/read-disputes.ts'
import { readCaseLimits } from '#cases/read-limits.ts'
import { recordSeen } from '#cases/record-seen.ts'
import { writeInCase } from '#cases/write-in-case.ts'
import { osloDay } from '#core/oslo.ts'
import { isRefusal } from '#core/refusal.ts'
import type { Tx } from '#db/connection.ts'
import { CASE_TEXTS, type CaseFault } from '#words/cases.ts'
import { formatInstant } from '#words/format.ts'
import { AttachmentField, SentAttachments } from '../../parts/attachments.tsx'
import { ComplaintPanel, complaintInWords } from '../../parts/complaint-of-case.tsx'
import { FaultSummary } from '../../parts/fault-summary.tsx'
import { Guard } from '../../parts/guard.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { answerOnce, fieldOf, formGuard } from '../forms.ts'
import { attachmentLimits, fileFaultsOf, keepFiles } from '../kept-files.ts'
import { sentFiles } from '../sent-files.ts'
import { asCustomer, type Customer, notFound, visitOf } from '../visit.ts'
import { CaseTag } from './cases.tsx'

export const access = 'customer'
export const takesFiles = true

export async function loader({ context, params, url }: LoaderFunctionArgs) {
  const { deps } = visitOf(context)
  const limits = await readCaseLimits(osloDay(deps.now()))
  return asCustomer(context, async (tx, customer) => {
    const { language } = customer.visit
    const thread = await ownCase(tx, customer, params.publicId)
    await recordSeen(tx, { number: thread.number, now: customer.now })
    const { number, publicId, subject, company, state, messages } = thread
    const complaint = await readComplaintOf(tx, number)
    return {
      language,
      guard: formGuard(context),
      sent: url.searchParams.get('sendt'),
      number,
      publicId,
      subject,
      company,
      state,
      complaint: complaint && complaintInWords(complaint, language),
      messages: messages.map(({ id, author, body, writtenAt, attachments }) => ({
        id,
        author,
        body,
        at: new Date(writtenAt).toISOString(),
        when: formatInstant(writtenAt, language),
        attachments: attachments.map((one) => ({
          ...one,
          at: mayBeServed(one.state, deps.filesAreScanned)
            ? `/min-side/kundeservice/saker/${publicId}/vedlegg/${one.publicId}`
            : undefined,
        })),
      })),
      textMax: limits.textMax,
      limits: attachmentLimits(limits),
    }
  })
}

async function ownCase(tx: Tx, { partyIds }: Customer, publicId: string | undefined): Promise<CaseThread> {
  const thread = await readCustomerCase(tx, partyIds, publicId ?? '')
  if (!thread) throw notFound()
  return thread
}

type Reply = {
  readonly text: string
  readonly kept: readonly KeptAttachment[]
  readonly fault: CaseFault | undefined
  readonly fileFaults: readonly string[]
}

export async function action(args: ActionFunctionArgs) {
  const { deps, language } = visitOf(args.context)
  const limits = await readCaseLimits(osloDay(deps.now()))
  const form = await sentFiles(args, limits)
  if (!form) {
    const fileFaults = [CASE_TEXTS[language].bodyTooLarge]
    return data<Reply>({ text: '', kept: [], fault: undefined, fileFaults }, { status: 413 })
  }
  const kept = await asCustomer(args.context, async (tx, customer) => {
    const { partyId } = await ownCase(tx, customer, args.params.publicId)
    return keepFiles(tx, customer, { form, partyId, limits })
  })
  const text = fieldOf(form, 'tekst')
  const fileFaults = fileFaultsOf(kept, language, limits)
  const isSent = fieldOf(form, 'steg') === 'send'
  const fault = isSent ? textFault(text, limits.textMax) : undefined
  if (!isSent || fault || fileFaults.length > 0)
    return data<Reply>(
      { text, kept: kept.kept, fault, fileFaults },
      { status: fault || fileFaults.length > 0 ? 400 : 200 },
    )
  const attachments = kept.kept.map(({ publicId }) => publicId)
  return answerOnce(args.context, form, (tx, customer) =>
    send(tx, customer, { publicId: args.params.publicId, text, attachments, limits }),
  )
}

async function send(
  tx: Tx,
  customer: Customer,
  reply: {
    readonly publicId: string | undefined
    readonly text: string
    readonly attachments: readonly string[]
    readonly limits: CaseLimits
  },
) {
  const { number: caseId, partyId, publicId } = await ownCase(tx, customer, reply.publicId)
  const written = await writeInCase(tx, { ...reply, caseId, partyId, now: customer.now })
  if (!isRefusal(written)) return { leadsTo: `/min-side/kundeservice/saker/${publicId}?sendt=melding` }
  const kept = await readUnsent(tx, { partyId, publicIds: reply.attachments })
  return { fault: { text: reply.text, kept, fault: written.refused, fileFaults: [] } satisfies Reply }
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>

export default function Case() {
  const shown = useLoaderData<typeof loader>()
  const { language, number, subject, company, state } = shown
  const texts = CASE_TEXTS[language]
  return (
    <>
      <div className="stack">
        <Link asChild>
          <RouterLink to="/min-side/kundeservice">{texts.toService}</RouterLink>
        </Link>
        <div className="invoice-top">
          <PageTitle language={language}>{texts.caseNumber(number)}</PageTitle>
          <CaseTag language={language} state={state} />
        </div>
        <Paragraph>{`${subject} · ${company}`}</Paragraph>
      </div>
      <Receipt shown={shown} />
      {shown.complaint && <ComplaintPanel language={language} complaint={shown.complaint} />}
      <section className="stack" aria-labelledby="thread">
        <Heading level={2} data-size="sm" id="thread">
          {texts.thread}
        </Heading>
        <ol className="thread">
          {shown.messages.map((message) => (
            <li key={message.id} className="panel message" data-author={message.author}>
              <div className="invoice-top">
                <span className="strong">{message.author === 'company' ? company : texts.you}</span>
                <time className="quiet" dateTime={message.at}>
                  {message.when}
                </time>
              </div>
              <p className="message-text">{message.body}</p>
              <SentAttachments language={language} attachments={message.attachments} />
            </li>
          ))}
        </ol>
      </section>
      <ReplyForm shown={shown} />
    </>
  )
}

function Receipt({ shown: { language, number, sent } }: { shown: Shown }) {
  const texts = CASE_TEXTS[language]
  if (sent !== 'sak' && sent !== 'melding') return null
  return (
    <Alert data-color="success">
      <Paragraph>{sent === 'sak' ? texts.received(number) : texts.written}</Paragraph>
      {sent === 'sak' && <Paragraph>{texts.receivedWhat}</Paragraph>}
    </Alert>
  )
}

function ReplyForm({ shown }: { shown: Shown }) {
  const { language, guard, publicId, state, textMax, limits } = shown
  const texts = CASE_TEXTS[language]
  const reply = useActionData<typeof action>()
  const fault = reply?.fault && texts.faults[reply.fault]
  const fileFaults = reply?.fileFaults ?? []
  return (
    <form
      method="post"
      action={`/min-side/kundeservice/saker/${publicId}`}
      encType="multipart/form-data"
      className="form"
      // What was sent is not to be sent again.
      key={guard.formKey}
      noValidate
    >
      <Guard guard={guard} />
      <FaultSummary
        heading={texts.faultsHeading}
        faults={[
          ...(fault === undefined ? [] : [{ field: 'tekst', text: fault }]),
          ...fileFaults.map((text) => ({ field: 'vedlegg', text })),
        ]}
      />
      {state === 'closed' && <Paragraph>{texts.replyReopens}</Paragraph>}
      <LongText
        language={language}
        name="tekst"
        label={texts.reply}
        max={textMax}
        value={reply?.text ?? ''}
        fault={fault}
      />
      <AttachmentField language={language} limits={limits} kept={reply?.kept ?? []} faults={fileFaults} />
      <div>
        <Button type="submit" name="steg" value="send">
          {texts.sendReply}
        </Button>
      </div>
    </form>
  )
}
