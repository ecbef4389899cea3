import type { Landing } from '@motovaultpro/api'
import { queryClientFor, ToastArea } from '@motovaultpro/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { vi } from 'vitest'
import { siteRouter } from './router'
import { sessionQuery } from './session/session'

export const user = { sub: 'auth0|nora', email: 'nora@example.org', name: 'Nora New' }

export const garage: Landing['MyMembership'] = {
  tenant: 'smith-family',
  name: 'Smith family',
  role: 'member',
  state: 'active',
  tenant_status: 'active',
  url: 'http://smith-family.example/',
}

export const pending: Landing['OwnSignup'] = {
  id: '1',
  tenant: 'smith-family',
  tenant_name: 'Smith family',
  status: 'pending',
  reason: null,
  requested_at: '2026-09-01T10:00:00Z',
  expires_at: '2026-10-01T10:00:00Z',
  decided_at: null,
  may_ask_again_at: null,
}

type Answer = { status?: number; body?: object; headers?: Record<string, string> }

/** What the server answers, by method and path; a function is asked anew every time. */
export type Answers = Record<string, Answer | (() => Answer)>

export interface Site {
  /** "POST /api/signups", in order. */
  requests: string[]
  bodies: unknown[]
  /** Every address that was asked for, whole. */
  urls: string[]
  /** Where the page has sent the browser. */
  gone: string[]
  path: () => string
  /** Follows a link in the same tab. */
  go: (path: string) => void
}

const signedIn: Answer = { body: { user, csrf: '1' } }
export const signedOut: Answer = { status: 401, body: { title: 'Unauthorized', status: 401 } }

export function problem(status: number, code?: string, headers?: Record<string, string>): Answer {
  return { status, headers, body: { title: `Status ${status}`, status, detail: `The sentence of ${status}.`, code } }
}

export const meWith = (me: Partial<Landing['Me']>): Answer => ({ body: { ...user, platform_admin: false, memberships: [], signups: [], ...me } })

/** Opens a page of the site whose server gives these answers; without any the person is signed in and belongs nowhere. */
export function openSite(path: string, answers: Answers = {}): Site {
  const all: Answers = { 'GET /auth/session': signedIn, 'GET /api/me': meWith({}), ...answers }
  const history = createMemoryHistory({ initialEntries: [path] })
  const site: Site = { requests: [], bodies: [], urls: [], gone: [], path: () => history.location.href, go: (to) => history.push(to) }
  vi.stubGlobal('location', { ...location, assign: (url: string) => site.gone.push(url) })
  vi.stubGlobal('fetch', async (request: Request) => {
    const key = `${request.method} ${new URL(request.url).pathname}`
    site.requests.push(key)
    site.urls.push(request.url)
    site.bodies.push(await request.clone().json().catch(() => undefined))
    const found = all[key] ?? problem(404)
    const { status = 200, body, headers } = typeof found === 'function' ? found() : found
    return new Response(body ? JSON.stringify(body) : null, { status, headers: { 'content-type': 'application/json', ...headers } })
  })
  render(
    <QueryClientProvider client={queryClientFor((queries) => queries.setQueryData(sessionQuery.queryKey, null))}>
      <ToastArea>
        <RouterProvider router={siteRouter(history)} />
      </ToastArea>
    </QueryClientProvider>,
  )
  return site
}
