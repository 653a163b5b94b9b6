import { Hono } from 'hono'
import { ferryCustomers, receiptsOn } from './ferry-traffic.ts'
import { addDays, isDay } from './oslo.ts'
import type { World } from './world.ts'

const DAYS_MAX = 400

/** The ferry companies, mounted at /ferries: who becomes a ferry customer, and the receipts of any days. */
export function ferryRoutes(world: World): Hono {
  const app = new Hono()
  app.get('/customers.json', (c) => c.json(ferryCustomers(world)))
  app.get('/receipts.json', (c) => {
    const [from, to] = [c.req.query('from') ?? '', c.req.query('to') ?? '']
    if (!isDay(from) || !isDay(to) || to < from || addDays(from, DAYS_MAX) < to)
      return c.json({ error: 'from and to are days, to not before from, at most 400 days apart' }, 400)
    const days: string[] = []
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
    return c.json(days.flatMap((day) => receiptsOn(world, day)))
  })
  app.get('/receipts/:company/:day', (c) => {
    const { company, day } = c.req.param()
    const file = isDay(day) ? receiptsOn(world, day).find((one) => one.company === company) : undefined
    return file ? c.text(file.text) : c.notFound()
  })
  return app
}
