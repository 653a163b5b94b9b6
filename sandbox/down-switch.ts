import type { Hono } from 'hono'

/** A double that can be made silent: `POST /down` with `{ "down": true }`, and back. */
export function downSwitch(app: Hono): () => boolean {
  let down = false
  app.post('/down', async (c) => {
    const asked = (await c.req.json().catch(() => ({}))) as { down?: unknown }
    down = asked.down === true
    return c.json({ down })
  })
  return () => down
}
