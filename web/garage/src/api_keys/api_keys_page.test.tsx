import { queryClientFor, ToastArea } from '@motovaultpro/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { garageRouter } from '../app/router'
import { sessionQuery } from '../app/session'

afterEach(() => vi.unstubAllGlobals())

const secret = 'mvp_AbCd-the-rest-of-the-key'
const key = {
  id: 'k1',
  owner_sub: 'auth0|mia',
  name: 'Fuel logger',
  prefix: 'mvp_AbCd',
  scopes: ['write'],
  created_at: '2026-11-01T00:00:00Z',
  expires_at: null,
  last_used_at: '2026-11-20T08:30:00Z',
  revoked_at: null as string | null,
}

/** The page with a server that answers with these keys; returns the calls that change something. */
function open(role: string, keys: (typeof key)[]) {
  const changes: { method: string; path: string; body: unknown }[] = []
  const answers: Record<string, object> = {
    '/auth/session': {
      user: { sub: 'auth0|mia', email: 'mia@demo.example', name: 'Mia Member' },
      tenant: { id: 'demo', name: 'Demo garage', settings: {} },
      role,
      platform_admin: false,
      csrf: '1',
    },
    '/api/settings': { distance_unit: 'km', volume_unit: 'litre', economy_unit: 'l_per_100km', currency: 'EUR', time_zone: 'UTC' },
    '/api/members': { items: [{ sub: 'auth0|mia', email: '', name: 'Mia Member', role: 'member', state: 'active' }], next_cursor: null },
  }
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
    if (request.method === 'GET' && pathname === '/api/api-keys') return json({ items: search.includes('all=true') ? [...keys, { ...key, id: 'k9', name: 'Other' }] : keys, next_cursor: null })
    if (request.method === 'GET') return json(answers[pathname] ?? {}, answers[pathname] ? 200 : 404)
    changes.push({ method: request.method, path: pathname, body: request.method === 'POST' ? await request.json() : null })
    if (request.method === 'POST') return json({ api_key: key, key: secret }, 201)
    return new Response(null, { status: 204 })
  })
  const client = queryClientFor((queries) => queries.setQueryData(sessionQuery.queryKey, null))
  render(
    <QueryClientProvider client={client}>
      <ToastArea>
        <RouterProvider router={garageRouter(createMemoryHistory({ initialEntries: ['/settings/api-keys'] }))} />
      </ToastArea>
    </QueryClientProvider>,
  )
  return changes
}

it('a key is listed with its beginning, what it may do and its last use; a revoked one has no button', async () => {
  open('member', [key, { ...key, id: 'k2', name: 'Old', revoked_at: '2026-11-02T00:00:00Z' }])
  const row = within((await screen.findByText('Fuel logger')).closest('tr') as HTMLElement)
  expect(row.getByText('mvp_AbCd…')).toBeTruthy()
  expect(row.getByText('Read and write')).toBeTruthy()
  expect(row.getByText(/20 Nov 2026/)).toBeTruthy()
  expect(screen.getByText(/^Revoked/)).toBeTruthy()
  expect(screen.getAllByRole('button', { name: /^Revoke / })).toHaveLength(1)
})

it('a new key is shown once with a command to try it, and is nowhere afterwards', async () => {
  const changes = open('member', [key])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Create key' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText('Name'), ' Fuel logger ')
  await user.selectOptions(dialog.getByLabelText('What it may do'), 'Read, write and import')
  await user.selectOptions(dialog.getByLabelText('How long it works'), 'Until I revoke it')
  await user.click(dialog.getByRole('button', { name: 'Create key' }))
  expect(await screen.findByText(secret)).toBeTruthy()
  expect(changes).toEqual([{ method: 'POST', path: '/api/api-keys', body: { name: 'Fuel logger', scopes: ['write', 'import'], expires_at: null } }])
  expect(screen.getByText(new RegExp(`^curl .*Bearer ${secret}`))).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Copy key' }))
  expect(await navigator.clipboard.readText()).toBe(secret)
  await user.click(screen.getByRole('button', { name: 'I have the key' }))
  await waitFor(() => expect(document.body.textContent).not.toContain(secret))
  await user.click(screen.getByRole('button', { name: 'Create key' }))
  expect(await screen.findByLabelText('Name')).toBeTruthy()
  expect(document.body.textContent).not.toContain(secret)
})

it('a key without a name is not asked for', async () => {
  const changes = open('member', [])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Create key' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.click(dialog.getByRole('button', { name: 'Create key' }))
  expect(await dialog.findByText('Say what the key is for.')).toBeTruthy()
  expect(changes).toEqual([])
})

it('revoking asks first and says that there is no way back', async () => {
  const changes = open('member', [key])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Revoke Fuel logger' }))
  const question = within(await screen.findByRole('alertdialog'))
  expect(question.getByText(/cannot be undone/)).toBeTruthy()
  expect(changes).toEqual([])
  await user.click(question.getByRole('button', { name: 'Revoke for good' }))
  await waitFor(() => expect(changes).toEqual([{ method: 'DELETE', path: '/api/api-keys/k1', body: null }]))
})

it('a viewer is offered keys that read, and nobody else’s', async () => {
  open('viewer', [key])
  await userEvent.click(await screen.findByRole('button', { name: 'Create key' }))
  const choices = within(within(await screen.findByRole('dialog')).getByLabelText('What it may do')).getAllByRole('option')
  expect(choices.map((choice) => choice.textContent)).toEqual(['Read'])
  expect(screen.queryByLabelText('Show the keys of everybody in this garage')).toBeNull()
})

it('an admin may look at the keys of everybody, with their owners', async () => {
  open('admin', [key])
  await userEvent.click(await screen.findByLabelText('Show the keys of everybody in this garage'))
  expect(await screen.findByText('Other')).toBeTruthy()
  expect((await screen.findAllByText('Mia Member')).length).toBeGreaterThan(1)
})
