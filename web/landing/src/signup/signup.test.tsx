import { queryClientFor, ToastArea } from '@motovaultpro/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { siteRouter } from '../router'
import { latestPerTenant } from './approval_pending_page'
import { tenantIn } from './choose_garage_page'
import { rememberStarted } from './signups'

const user = { sub: 'auth0|nora', email: 'nora@example.org', name: 'Nora New' }
const pending = {
  id: '1',
  tenant: 'smith-family',
  user_sub: user.sub,
  user_email: user.email,
  user_name: user.name,
  status: 'pending' as const,
  reason: null,
  requested_at: '2026-09-01T10:00:00Z',
  decided_by: null,
  decided_at: null,
}

let requests: string[]
beforeEach(() => {
  requests = []
  sessionStorage.clear()
})
afterEach(() => vi.unstubAllGlobals())

function open(path: string, me: object = { signups: [pending], memberships: [] }) {
  const answers: Record<string, [number, object]> = {
    '/auth/session': [200, { user, csrf: '1' }],
    '/api/tenants/smith-family': [200, { id: 'smith-family', name: 'Smith family', accepts_signups: true, url: 'http://smith-family.example/' }],
    '/api/signups': [201, pending],
    '/api/me': [200, { ...user, platform_admin: false, ...me }],
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname } = new URL(request.url)
    requests.push(`${request.method} ${pathname}`)
    const [status, body] = answers[pathname] ?? [404, { title: 'Not Found', status: 404, detail: 'No such garage.' }]
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
  })
  const router = siteRouter(createMemoryHistory({ initialEntries: [path] }))
  render(
    <QueryClientProvider client={queryClientFor(() => {})}>
      <ToastArea>
        <RouterProvider router={router} />
      </ToastArea>
    </QueryClientProvider>,
  )
}

it('coming back from "Sign up" sends the request', async () => {
  rememberStarted('smith-family')
  open('/signup/smith-family/request')
  expect(await screen.findByText(/Waiting for smith-family/)).toBeTruthy()
  expect(requests.filter((request) => request === 'POST /api/signups')).toHaveLength(1)
})

it('a link from elsewhere sends nothing before the person presses the button', async () => {
  open('/signup/smith-family/request')
  const button = await screen.findByRole('button', { name: 'Request to join' })
  expect(requests).not.toContain('POST /api/signups')
  await userEvent.click(button)
  await waitFor(() => expect(requests).toContain('POST /api/signups'))
})

it('a garage that does not exist says so', async () => {
  open('/signup/nobody')
  expect(await screen.findByText(/does not exist or does not take sign-ups/)).toBeTruthy()
})

it('an approved request leads to the garage', async () => {
  const membership = { tenant: 'smith-family', name: 'Smith family', role: 'member', state: 'active', url: 'http://smith-family.example/' }
  open('/approval-pending', { signups: [{ ...pending, status: 'approved' }], memberships: [membership] })
  const link = await screen.findByRole('link', { name: 'Open Smith family' })
  expect(link.getAttribute('href')).toBe('http://smith-family.example/')
})

it('a rejected request shows the reason', async () => {
  open('/approval-pending', { signups: [{ ...pending, status: 'rejected', reason: 'Members of the club only.' }], memberships: [] })
  expect(await screen.findByText(/Members of the club only/)).toBeTruthy()
})

it('only the last request to a garage counts', () => {
  const again = { ...pending, id: '2', requested_at: '2026-09-02T10:00:00Z' }
  expect(latestPerTenant([pending, again]).map(({ id }) => id)).toEqual(['2'])
})

it('a garage may be named by its name, its address or its sign-up link', () => {
  expect(tenantIn(' Smith-Family ')).toBe('smith-family')
  expect(tenantIn('http://smith-family.motovaultpro.localhost:8080/vehicles')).toBe('smith-family')
  expect(tenantIn('https://motovaultpro.com/signup/smith-family')).toBe('smith-family')
  for (const typed of ['', 'a b', '-x', '../x', 'ä']) expect(tenantIn(typed)).toBeUndefined()
})
