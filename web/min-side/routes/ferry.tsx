import { Button, Heading, Paragraph } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { FERRY_OVERVIEW_TEXTS } from '#words/ferry-overview.ts'
import { PageTitle } from '../../parts/page-title.tsx'
import { visitOf } from '../visit.ts'

export const access = 'customer'

export function loader({ context }: LoaderFunctionArgs) {
  return { language: visitOf(context).language }
}

export default function Ferry() {
  const { language } = useLoaderData<typeof loader>()
  const texts = FERRY_OVERVIEW_TEXTS[language]
  return (
    <>
      <PageTitle language={language}>{texts.heading}</PageTitle>
      <section className="panel stack" aria-labelledby="none">
        <Heading level={2} data-size="sm" id="none">
          {texts.none}
        </Heading>
        {texts.noneWhy.map((why) => (
          <Paragraph key={why}>{why}</Paragraph>
        ))}
        <div>
          <Button asChild>
            <RouterLink to="/min-side/ferje/bli-kunde">{texts.become}</RouterLink>
          </Button>
        </div>
      </section>
    </>
  )
}
