import { type LoaderFunctionArgs, Outlet, useLoaderData } from 'react-router'
import { Menu } from '../../parts/frame.tsx'
import { visitOf } from '../visit.ts'

export const access = 'customer'

export function loader({ context }: LoaderFunctionArgs) {
  return { language: visitOf(context).language }
}

/** The sections beside the page. */
export default function Customer() {
  const { language } = useLoaderData<typeof loader>()
  return (
    <div className="page with-menu">
      <Menu language={language} />
      <main id="innhold" className="stack-wide">
        <Outlet />
      </main>
    </div>
  )
}
