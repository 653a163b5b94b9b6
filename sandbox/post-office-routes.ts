import { Hono } from 'hono'
import type { PostOffice } from './post-office.ts'

/** Mounted at /post-office: takes files of ordered tags and ferry cards, and gives files of posted ones. */
export function postOfficeRoutes({
  office,
  today,
}: {
  office: PostOffice
  today: () => Promise<string>
}): Hono {
  const app = new Hono()
  app.put('/orders/:name', async (c) => {
    const taken = office.take(c.req.param('name'), await c.req.text(), await today())
    return taken ? c.body(null, 204) : c.json({ reason: 'not a file of ordered tags or cards' }, 400)
  })
  app.get('/shipped', async (c) => c.json(office.shipped(await today())))
  app.get('/shipped/:name', (c) => {
    const file = office.read(c.req.param('name'))
    return file === undefined
      ? c.notFound()
      : c.body(file, 200, { 'content-type': 'text/csv; charset=utf-8' })
  })
  return app
}
