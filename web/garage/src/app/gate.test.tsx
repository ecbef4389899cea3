import { queryClientFor, ToastArea } from '@motovaultpro/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { garageRouter } from './router'
import { sessionQuery } from './session'

afterEach(() => vi.unstubAllGlobals())

const member = {
  user: { sub: 'auth0|mia', email: 'mia@demo-tenant.example', name: 'Mia Member' },
  tenant: { id: 'demo-tenant', name: 'Demo garage', settings: {} },
  role: 'member',
  platform_admin: false,
  csrf: '1',
}

type Answers = Record<string, [status: number, body: object]>

function open(path: string, answers: Answers) {
  vi.stubGlobal('fetch', async (request: Request) => {
    const [status, body] = answers[new URL(request.url).pathname] ?? [404, { title: 'Not Found', status: 404 }]
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } })
  })
  const client = queryClientFor((queries) => queries.setQueryData(sessionQuery.queryKey, null))
  const router = garageRouter(createMemoryHistory({ initialEntries: [path] }))
  render(
    <QueryClientProvider client={client}>
      <ToastArea>
        <RouterProvider router={router} />
      </ToastArea>
    </QueryClientProvider>,
  )
}

const problem = (status: number, code?: string): [number, object] => [status, { title: 'No', status, code }]

it('someone who is not signed in gets the sign-in page', async () => {
  open('/vehicles', { '/auth/session': problem(401) })
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy()
})

it('a sign-in that failed is explained, and the next one does not come back to the explanation', async () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { ...location, hostname: 'demo-tenant.example', assign })
  open('/?auth_error=denied', { '/auth/session': problem(401) })
  expect(await screen.findByText(/cancelled or refused/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  expect(assign.mock.calls).toEqual([['/auth/login?returnTo=%2Fvehicles'], ['/auth/login?returnTo=%2Fvehicles']])
})

it('a stranger is told and sent to the sign-up of this garage', async () => {
  open('/vehicles', { '/auth/session': problem(403, 'not_a_member') })
  const link = await screen.findByRole('link', { name: 'Ask to join' })
  expect(link.getAttribute('href')).toContain('/signup/')
})

it('a suspended garage says that it is suspended', async () => {
  open('/vehicles', { '/auth/session': problem(403, 'tenant_suspended') })
  expect(await screen.findByRole('heading', { level: 1, name: 'This garage is suspended' })).toBeTruthy()
})

it('a session that ends in between leads to the sign-in page', async () => {
  open('/vehicles', { '/auth/session': [200, member], '/api/vehicles': problem(401) })
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy()
})

it('a member sees no page of the administrators', async () => {
  open('/vehicles', { '/auth/session': [200, member], '/api/vehicles': [200, { items: [], next_cursor: null }] })
  expect(await screen.findByRole('heading', { level: 1, name: 'Vehicles' })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Add vehicle' })).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Sign-ups' })).toBeNull()
  expect(screen.queryByRole('link', { name: 'Platform' })).toBeNull()
})

it('a viewer is offered nothing that changes a vehicle', async () => {
  open('/vehicles', {
    '/auth/session': [200, { ...member, role: 'viewer' }],
    '/api/vehicles': [200, { items: [], next_cursor: null }],
  })
  expect(await screen.findByRole('heading', { name: 'No vehicle yet' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Add vehicle' })).toBeNull()
})

it('a catalogue that is away leaves the form usable by hand', async () => {
  open('/vehicles/new', {
    '/auth/session': [200, member],
    '/api/settings': [200, { distance_unit: 'km', volume_unit: 'litre', economy_unit: 'l_per_100km', currency: 'EUR', time_zone: 'UTC' }],
    '/api/catalog/vin/WVWZZZAUZKP000001': problem(503),
  })
  await userEvent.type(await screen.findByLabelText('VIN'), 'wvwzzzauzkp000001')
  await userEvent.click(screen.getByRole('button', { name: 'Decode VIN' }))
  expect(await screen.findByText(/catalogue is not available/)).toBeTruthy()
  expect(screen.getByLabelText('Make')).toBeTruthy()
})
