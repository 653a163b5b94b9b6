import { Link, Paragraph } from '@digdir/designsystemet-react'
import { Link as RouterLink } from 'react-router'

/** In the place of a form that has nothing to choose from: why, and the way back. */
export function NothingToChoose({ says, back }: { says: string; back: { to: string; text: string } }) {
  return (
    <>
      <Paragraph className="panel">{says}</Paragraph>
      <div>
        <Link asChild>
          <RouterLink to={back.to}>{back.text}</RouterLink>
        </Link>
      </div>
    </>
  )
}
