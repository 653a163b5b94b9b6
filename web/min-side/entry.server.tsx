import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { renderToPipeableStream } from 'react-dom/server'
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  RouterContextProvider,
  ServerRouter,
} from 'react-router'
import { type Visit, visitContext, visitOf } from './visit.ts'

/** What a request brings with it, under the key these pages were built with. */
export function provide(visit: Visit): RouterContextProvider {
  const context = new RouterContextProvider()
  context.set(visitContext, visit)
  return context
}

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: RouterContextProvider,
): Promise<Response> {
  const { nonce, deps, requestId } = visitOf(context)
  headers.set('content-type', 'text/html; charset=utf-8')
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      <ServerRouter context={router} url={request.url} nonce={nonce} />,
      {
        nonce,
        // Whole or not at all: no page waits for anything after its loaders.
        onAllReady: () =>
          void buffer(pipe(new PassThrough())).then(
            (page) => resolve(new Response(page, { status, headers })),
            reject,
          ),
        onShellError: reject,
        onError: (error) => deps.log('page-failed', { requestId, error: String(error) }),
      },
    )
  })
}

/** A page that is not there is nobody's mistake. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || isRouteErrorResponse(error)) return
  const { deps, requestId } = visitOf(context)
  deps.log('page-failed', { requestId, error: error instanceof Error ? error.stack : String(error) })
}
