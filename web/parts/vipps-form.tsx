import { Button, Paragraph } from '@digdir/designsystemet-react'
import type { Language } from '#core/language.ts'
import { VIPPS_TEXTS } from '#words/vipps.ts'

export type VippsOffer = { readonly csrfToken: string; readonly formKey: string }

/** A plain form, so that it works without scripts. Sent twice, it is one payment. */
export function VippsForm(props: { language: Language; publicId: string; offer: VippsOffer }) {
  const { language, publicId, offer } = props
  const texts = VIPPS_TEXTS[language]
  return (
    <form method="post" action={`/min-side/fakturaer/${publicId}/vipps`} className="stack">
      <input type="hidden" name="csrf" value={offer.csrfToken} />
      <input type="hidden" name="key" value={offer.formKey} />
      <div>
        <Button type="submit">{texts.pay}</Button>
      </div>
      <Paragraph data-size="sm" className="quiet">
        {texts.payWhat}
      </Paragraph>
    </form>
  )
}
