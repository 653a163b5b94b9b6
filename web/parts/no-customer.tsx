import { Alert, Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import type { Language } from '#core/language.ts'
import { FLOW_TEXTS } from '#words/flow.ts'

/** In the place of a flow that only a customer can go through: the way to become one. */
export function NoCustomer({ language }: { language: Language }) {
  const texts = FLOW_TEXTS[language]
  return (
    <Alert data-color="info">
      <Heading level={2} data-size="2xs">
        {texts.noCustomer}
      </Heading>
      <Paragraph>{texts.noCustomerWhy}</Paragraph>
      <Paragraph>
        <Link asChild>
          <RouterLink to="/bli-kunde">{texts.becomeCustomer}</RouterLink>
        </Link>
      </Paragraph>
    </Alert>
  )
}
