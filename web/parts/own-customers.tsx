import { Heading, Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'

export type OwnCustomersInWords = {
  readonly heading: string
  readonly about: string
  readonly customers: readonly {
    readonly to: string
    readonly name: string
    readonly isShown: boolean
  }[]
}

/** For one who has several customers: the one the page is about, and the way to the others. */
export function OwnCustomers({ own }: { own: OwnCustomersInWords | undefined }) {
  if (!own) return null
  return (
    <nav className="panel stack" aria-labelledby="own-customers">
      <Heading level={2} data-size="xs" id="own-customers">
        {own.heading}
      </Heading>
      <Paragraph>{own.about}</Paragraph>
      <ul className="plain-list">
        {own.customers.map(({ to, name, isShown }) => (
          <li key={to} className={isShown ? 'strong' : undefined}>
            <Link asChild>
              <RouterLink to={to} aria-current={isShown ? 'true' : undefined}>
                {name}
              </RouterLink>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
