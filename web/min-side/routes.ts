import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

const SERVICE = [
  route('min-side/profil', 'routes/profile.tsx'),
  route('min-side/kundeservice', 'routes/cases.tsx'),
  route('min-side/kundeservice/ny-sak', 'routes/new-case.tsx'),
  route('min-side/kundeservice/meld-feil', 'routes/complaint.tsx'),
  route('min-side/kundeservice/saker/:publicId', 'routes/case.tsx'),
]

export default [
  index('routes/front.tsx'),
  route('tilgjengelighet', 'routes/accessibility.tsx'),
  route('personvern', 'routes/privacy.tsx'),
  route('vilkar', 'routes/terms.tsx'),
  route('vilkar/:version', 'routes/terms-version.tsx'),
  route('kontakt', 'routes/contact.tsx'),
  route('hjelp-med-innlogging', 'routes/log-in-help.tsx'),
  route('sporsmal-og-svar', 'routes/questions.tsx'),
  route('logg-inn', 'routes/log-in.tsx'),
  route('logg-inn/tilbake', 'routes/log-in-return.tsx'),
  route('logg-ut', 'routes/log-out.tsx'),
  route('logg-ut/utenfra', 'routes/log-out-from-outside.ts'),
  layout('routes/customer.tsx', [
    route('min-side', 'routes/overview.tsx'),
    route('min-side/passeringer', 'routes/passages.ts'),
    route('min-side/passeringer/:month', 'routes/passages-month.tsx'),
    route('min-side/passeringer/:month/:passageId', 'routes/price.tsx'),
    route('min-side/fakturaer', 'routes/invoices.tsx'),
    route('min-side/fakturaer/levering', 'routes/channels.tsx'),
    route('min-side/fakturaer/:publicId', 'routes/invoice.tsx'),
    route('min-side/fakturaer/:publicId/vipps', 'routes/pay-with-vipps.tsx'),
    ...SERVICE,
    route('min-side/betalinger', 'routes/payments.tsx'),
    route('min-side/betalinger/vipps/:reference', 'routes/vipps-return.tsx'),
  ]),
  route('min-side/kundeservice/saker/:publicId/vedlegg/:attachmentId', 'routes/case-attachment.ts'),
  route('min-side/fakturaer/:publicId/faktura.pdf', 'routes/invoice-pdf.ts'),
  route('*', 'routes/missing.tsx'),
] satisfies RouteConfig
