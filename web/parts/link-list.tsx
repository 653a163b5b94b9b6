import { Link } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'

/** Where one can go from here. */
export function LinkList({ links }: { links: readonly { readonly to: string; readonly text: string }[] }) {
  return (
    <ul className="plain-list">
      {links.map(({ to, text }) => (
        <li key={to}>
          <Link asChild>
            <RouterLink to={to}>{text}</RouterLink>
          </Link>
        </li>
      ))}
    </ul>
  )
}
