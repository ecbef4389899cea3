import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { garage, meWith, openSite, pending, signedOut } from '../test_site'

afterEach(() => vi.unstubAllGlobals())

const open = (me: Parameters<typeof meWith>[0]) => openSite('/access-denied?tenant=smith-family', { 'GET /api/me': meWith(me) })

it.each([
  ['a suspended member', { memberships: [{ ...garage, state: 'suspended' as const }] }, 'Your access to Smith family is suspended'],
  ['a suspended garage', { memberships: [{ ...garage, tenant_status: 'suspended' as const }] }, 'Smith family is suspended'],
  ['a rejection', { signups: [{ ...pending, status: 'rejected' as const, reason: 'No.' }] }, 'Smith family has turned your request down'],
  ['a removal', { signups: [{ ...pending, status: 'approved' as const }] }, 'You no longer belong to Smith family'],
  ['a request that waits', { signups: [pending] }, 'Waiting for Smith family'],
  ['an access that came meanwhile', { memberships: [garage] }, 'You are in'],
])('%s is the reason that is given', async (_, me, title) => {
  open(me)
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy()
  expect(screen.getByRole('link', { name: 'My garages' })).toBeTruthy()
})

it('whoever never had to do with the garage is shown how to ask', async () => {
  open({})
  expect(await screen.findByText(/smith-family has not let you in/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Ask to join' }).getAttribute('href')).toBe('/signup/smith-family')
})

it('a stranger signs in first and comes back to the reason', async () => {
  const { gone } = openSite('/access-denied?tenant=smith-family', { 'GET /auth/session': signedOut })
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
  expect(gone).toEqual(['/auth/login?returnTo=%2Faccess-denied%3Ftenant%3Dsmith-family'])
})
