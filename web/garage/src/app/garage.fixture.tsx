import { queryClientFor, ToastArea } from '@motovaultpro/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { vi } from 'vitest'
import { garageRouter } from './router'
import { sessionQuery, type Role } from './session'

/** A call that changes something, as the server got it. */
export interface Change {
  method: string
  path: string
  body: unknown
  ifMatch: string | null
}

type Answer = [status: number, body: object | null, headers?: Record<string, string>]

interface Options {
  path: string
  role: Role
  /** What GET answers, by path. */
  reads: Record<string, object>
  /** What a change is answered with; absent: 204. */
  answer?: (change: Change) => Answer
  /** The headers of what GET answers. */
  headers?: Record<string, string>
}

function response([status, body, headers]: Answer): Response {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } })
}

/** Opens a page of a garage for Olga (auth0|olga), before a server that answers so; returns the changes it was asked for, as they come. */
export function openGarage({ path, role, reads, answer, headers }: Options): Change[] {
  const changes: Change[] = []
  const known: Record<string, object> = {
    '/auth/session': {
      user: { sub: 'auth0|olga', email: 'olga@demo.example', name: 'Olga Owner' },
      tenant: { id: 'demo', name: 'Demo garage', settings: {} },
      role,
      platform_admin: false,
      csrf: '1',
    },
    '/api/settings': { distance_unit: 'km', volume_unit: 'litre', economy_unit: 'l_per_100km', currency: 'EUR', time_zone: 'Europe/Berlin' },
    ...reads,
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    if (request.method === 'GET') {
      const found = known[pathname + search] ?? known[pathname]
      return response(found ? [200, found, headers] : [404, { title: 'Not Found', status: 404 }])
    }
    const text = await request.text()
    const change = { method: request.method, path: decodeURIComponent(pathname), body: text ? JSON.parse(text) : null, ifMatch: request.headers.get('if-match') }
    changes.push(change)
    return response(answer?.(change) ?? [204, null])
  })
  const client = queryClientFor((queries) => queries.setQueryData(sessionQuery.queryKey, null))
  render(
    <QueryClientProvider client={client}>
      <ToastArea>
        <RouterProvider router={garageRouter(createMemoryHistory({ initialEntries: [path] }))} />
      </ToastArea>
    </QueryClientProvider>,
  )
  return changes
}
