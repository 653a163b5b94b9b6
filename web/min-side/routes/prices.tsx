import { Button, Heading, Link, Paragraph, Tag } from '@digdir/designsystemet-react'
import { type LoaderFunctionArgs, Link as RouterLink, useLoaderData } from 'react-router'
import { osloDay } from '#core/oslo.ts'
import { pricesOn } from '#rating/inquiry.ts'
import { formatDay } from '#words/format.ts'
import { TARIFF_PAGE_TEXTS } from '#words/tariff-page.ts'
import { DateField } from '../../parts/date-field.tsx'
import { FaultSummary } from '../../parts/flow.tsx'
import { PageTitle } from '../../parts/page-title.tsx'
import { dayIn } from '../period.ts'
import { visitOf } from '../visit.ts'

export const access = 'anyone'

export async function loader({ context, url }: LoaderFunctionArgs) {
  const { language, kept, deps } = visitOf(context)
  const { tariffs, companies } = await kept.figures()
  const { day, typed, wrong } = dayIn(url, 'dato', osloDay(deps.now()))
  const projects = tariffs.map((file) => {
    const { groups } = pricesOn(file, day)
    return {
      at: `/priser/${file.project}?dato=${day}`,
      name: file.name,
      company: companies.find(({ code }) => code === file.charger)?.name ?? '',
      stations: groups.reduce((count, { stations }) => count + stations.length, 0),
      example: groups.some(({ rows }) => rows.some((row) => row.example)),
    }
  })
  return {
    language,
    typed,
    wrong,
    day: formatDay(day, language),
    projects: projects.toSorted((a, b) => a.name.localeCompare(b.name, 'nb')),
  }
}

export default function Prices() {
  const { language, typed, wrong, day, projects } = useLoaderData<typeof loader>()
  const texts = TARIFF_PAGE_TEXTS[language]
  return (
    <main id="innhold" className="page narrow stack-wide">
      <div className="stack">
        <PageTitle language={language}>{texts.heading}</PageTitle>
        <Paragraph variant="long">{texts.introduction}</Paragraph>
      </div>
      <FaultSummary faults={wrong ? { dato: texts.noSuchDay } : undefined} language={language} />
      <form method="get" action="/priser" className="filter" aria-label={texts.day}>
        <DateField id="dato" label={texts.day} value={typed} fault={wrong ? texts.noSuchDay : undefined} />
        <Button type="submit" variant="secondary">
          {texts.show}
        </Button>
      </form>
      <section className="stack" aria-labelledby="projects">
        <Heading level={2} data-size="sm" id="projects">
          {texts.projects(day)}
        </Heading>
        <ul className="rows">
          {projects.map(({ at, name, company, stations, example }) => (
            <li key={at}>
              <div>
                <Link asChild>
                  <RouterLink to={at}>{name}</RouterLink>
                </Link>
                <span className="quiet below">{company}</span>
              </div>
              <div>
                <span className="below">
                  {stations === 0 ? texts.unknownProject : texts.stations(stations)}
                </span>
                {example && (
                  <Tag data-color="warning" data-size="sm">
                    {texts.example}
                  </Tag>
                )}
              </div>
            </li>
          ))}
        </ul>
      </section>
    </main>
  )
}
