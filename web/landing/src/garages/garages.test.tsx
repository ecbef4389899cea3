import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { garage, meWith, openSite, pending, signedOut } from '../test_site'
import { rememberUse } from './last_used'

const club = { ...garage, tenant: 'club', name: 'The club', role: 'owner' as const, url: 'http://club.example/' }

beforeEach(() => localStorage.clear())
afterEach(() => vi.unstubAllGlobals())

const names = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent)

it('whoever has one garage goes straight there after signing in', async () => {
  const { gone } = openSite('/login', { 'GET /api/me': meWith({ memberships: [garage] }) })
  await waitFor(() => expect(gone).toEqual([garage.url]))
})

it('the list of garages itself takes nobody anywhere', async () => {
  const { gone } = openSite('/garages', { 'GET /api/me': meWith({ memberships: [garage] }) })
  expect(await screen.findByRole('link', { name: /Smith family/ })).toBeTruthy()
  expect(gone).toEqual([])
})

it.each([
  ['their access is suspended', { state: 'suspended' as const }, /Your access is suspended/],
  ['the garage is suspended', { tenant_status: 'suspended' as const }, /This garage is suspended/],
])('nobody is sent to their only garage while %s', async (_, change, sentence) => {
  const { gone } = openSite('/login', { 'GET /api/me': meWith({ memberships: [{ ...garage, ...change }] }) })
  expect(await screen.findByText(sentence)).toBeTruthy()
  expect(screen.queryByRole('link', { name: /Smith family/ })).toBeNull()
  expect(gone).toEqual([])
})

it('whoever has several chooses among names, addresses and roles, the last used first', async () => {
  rememberUse('smith-family')
  openSite('/login', { 'GET /api/me': meWith({ memberships: [club, garage] }) })
  await screen.findByRole('heading', { name: 'Which garage?' })
  await screen.findByRole('link', { name: /The club/ })
  expect(names()).toEqual(['Smith familysmith-family.example · member', 'The clubclub.example · owner'])
})

it('opening a garage puts it first the next time', async () => {
  openSite('/garages', { 'GET /api/me': meWith({ memberships: [club, garage] }) })
  const link = await screen.findByRole('link', { name: /Smith family/ })
  link.addEventListener('click', (event) => event.preventDefault())
  await userEvent.click(link)
  expect(JSON.parse(localStorage.getItem('motovaultpro.last-used') ?? '')).toEqual(['smith-family'])
})

it('whoever has none sees what to do, and what waits', async () => {
  openSite('/login', { 'GET /api/me': meWith({ signups: [pending, { ...pending, id: '2', tenant: 'club', tenant_name: 'The club' }] }) })
  expect(await screen.findByText('You are in no garage yet')).toBeTruthy()
  expect(screen.getByText(/Your requests to join Smith family and The club are waiting/)).toBeTruthy()
})

it('a stranger is asked to sign in and comes back here', async () => {
  const { gone } = openSite('/login', { 'GET /auth/session': signedOut })
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
  expect(gone).toEqual(['/auth/login?returnTo=%2Flogin'])
})

it('the start page shows a signed-in person their garages', async () => {
  openSite('/', { 'GET /api/me': meWith({ memberships: [garage] }) })
  expect(await screen.findByRole('link', { name: /Smith family/ })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Join another garage' })).toBeTruthy()
})

it('the start page shows a stranger what this is', async () => {
  openSite('/', { 'GET /auth/session': signedOut })
  expect(await screen.findByRole('heading', { name: 'Know what your vehicles really use' })).toBeTruthy()
})
