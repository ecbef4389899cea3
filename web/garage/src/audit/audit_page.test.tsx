import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { openGarage } from '../app/garage.fixture'

afterEach(() => vi.unstubAllGlobals())

const entry = (id: number, action: string, more: object = {}) => ({
  source: 'platform',
  id,
  at: '2026-11-20T23:30:00Z',
  actor: 'auth0|olga',
  action,
  target: '',
  before: null,
  after: null,
  remote: '203.0.113.7',
  ...more,
})

it('acts are told in sentences, in the time of the garage, and paged', async () => {
  openGarage({
    path: '/settings/audit',
    role: 'admin',
    reads: {
      '/api/members': { items: [{ sub: 'auth0|olga', email: '', name: 'Olga Owner', role: 'owner', state: 'active' }], next_cursor: null },
      '/api/audit': { items: [entry(9, 'signup.approve', { after: { user_name: 'Carl', role: 'member', decided_by: 'auth0|olga' } })], next_cursor: '9-1' },
      '/api/audit?cursor=9-1': { items: [entry(3, 'api_key.create', { source: 'garage', after: { name: 'Logger' } })], next_cursor: null },
    },
  })
  expect(await screen.findByText('Olga Owner approved Carl as member')).toBeTruthy()
  expect(screen.getByText(/21 Nov 2026/)).toBeTruthy() // half past midnight in Berlin
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }))
  expect(await screen.findByText('Olga Owner made the API key “Logger”')).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
})

it('a member is told whose it is to read', async () => {
  openGarage({ path: '/settings/audit', role: 'member', reads: {} })
  expect(await screen.findByText('Admins of this garage may read this.')).toBeTruthy()
  expect(screen.queryByRole('table')).toBeNull()
})
