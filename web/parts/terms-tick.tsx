import { Link } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'
import { Tick } from './flow.tsx'

/** What is accepted is the version that is shown: it is what the form sends. */
export function TermsTick(props: {
  readonly version: string
  readonly label: string
  readonly read: string
  readonly fault: string | undefined
}) {
  const { version, label, read, fault } = props
  return (
    <Tick
      name="vilkar"
      value={version}
      fault={fault}
      label={
        <>
          {label}{' '}
          <Link asChild>
            <RouterLink to={`/vilkar/${version}`} target="_blank" rel="noopener">
              {read}
            </RouterLink>
          </Link>
        </>
      }
    />
  )
}
