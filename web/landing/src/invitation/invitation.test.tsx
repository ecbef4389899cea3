import type { Landing } from '@motovaultpro/api'
import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { garage, openSite, problem, signedOut, user, type Answers } from '../test_site'
import { keptToken } from './token'

const token = 'A-b_'.padEnd(43, 'x')
const offer: Landing['OfferedInvitation'] = {
  tenant: garage.tenant,
  tenant_name: garage.name,
  email: user.email,
  role: 'viewer',
  state: 'pending',
  invited_by: 'Dora Driver',
  expires_at: '2026-12-01T10:00:00Z',
  url: garage.url,
}
const lookUp = 'POST /api/invitations/look-up'
const accept = 'POST /api/invitations/accept'

beforeEach(() => sessionStorage.clear())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const open = (answers: Answers = {}, fragment = `#${token}`) => openSite(`/invitation${fragment}`, { [lookUp]: { body: offer }, ...answers })

it('a stranger sees who invites whom to what, and signs in with that address', async () => {
  const { gone } = open({ 'GET /auth/session': signedOut })
  expect(await screen.findByRole('heading', { name: 'Invitation to Smith family' })).toBeTruthy()
  expect(screen.getByText(/Dora Driver invites/).textContent).toContain('nora@example.org to Smith family as a viewer')
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  await userEvent.click(screen.getByRole('button', { name: 'Create an account' }))
  expect(gone).toEqual([
    '/auth/login?returnTo=%2Finvitation&login_hint=nora%40example.org',
    '/auth/login?returnTo=%2Finvitation&screen_hint=signup&login_hint=nora%40example.org',
  ])
})

it('the token leaves the address bar and is in no address that is asked for', async () => {
  const site = open({ 'GET /auth/session': signedOut })
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
  expect(site.path()).toBe('/invitation')
  expect([...site.urls, ...site.gone].filter((url) => url.includes(token))).toEqual([])
  expect(site.bodies).toContainEqual({ token })
})

it('after the sign-in the token is still there, and joining opens the garage', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  sessionStorage.setItem('motovaultpro.invitation', token)
  const { gone, bodies } = open({ [accept]: { body: { url: garage.url } } }, '')
  await userEvent.setup({ advanceTimers: vi.advanceTimersByTime }).click(await screen.findByRole('button', { name: 'Join Smith family' }))
  expect(await screen.findByText('You belong to Smith family now.')).toBeTruthy()
  expect(bodies.filter((body) => JSON.stringify(body) === JSON.stringify({ token }))).toHaveLength(2)
  expect(keptToken()).toBeUndefined()
  await act(() => vi.advanceTimersByTimeAsync(2600))
  expect(gone).toEqual([garage.url])
})

it.each([
  ['expired', /has expired on .*Ask Dora Driver to send a new one/],
  ['revoked', /has taken this invitation back/],
  ['accepted', /has been used already; each works once/],
] as const)('an invitation that is %s says so before anybody signs in', async (state, sentence) => {
  open({ 'GET /auth/session': signedOut, [lookUp]: { body: { ...offer, state } } })
  expect(await screen.findByText(sentence)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull()
})

it('whoever is signed in with another address is sent to sign in with the invited one', async () => {
  const { gone } = open({ [lookUp]: { body: { ...offer, email: 'other@example.org' } } })
  await userEvent.click(await screen.findByRole('button', { name: 'Sign in with the invited address' }))
  expect(screen.getByText(/you are signed in as/).textContent).toContain('for other@example.org, and you are signed in as nora@example.org')
  expect(screen.queryByRole('button', { name: 'Join Smith family' })).toBeNull()
  expect(gone).toEqual(['/auth/login?returnTo=%2Finvitation&login_hint=other%40example.org&max_age=0'])
})

it.each([
  [403, 'other_address', /This invitation is for/],
  [403, 'email_unverified', /has not shown yet that/],
  [409, 'already_member', /You belong to Smith family already/],
  [409, 'invitation_used', /has been used already/],
  [409, 'invitation_revoked', /has taken this invitation back/],
  [409, 'invitation_expired', /has expired on/],
] as const)('a refusal %i %s has a sentence of its own', async (status, code, sentence) => {
  open({ [accept]: problem(status, code) })
  await userEvent.click(await screen.findByRole('button', { name: 'Join Smith family' }))
  expect(await screen.findByText(sentence)).toBeTruthy()
  expect(screen.queryByText(/The sentence of/)).toBeNull()
  expect(screen.queryByRole('button', { name: 'Join Smith family' })).toBeNull()
})

it('whoever tries too often is told when to try again, and can', async () => {
  open({ [accept]: problem(429, undefined, { 'retry-after': '30' }) })
  await userEvent.click(await screen.findByRole('button', { name: 'Join Smith family' }))
  expect(await screen.findByText(/You can try again in 30 seconds/)).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Join Smith family' })).toBeTruthy()
})

it('a session that has ended meanwhile leads to the sign-in', async () => {
  open({ [accept]: signedOut })
  await userEvent.click(await screen.findByRole('button', { name: 'Join Smith family' }))
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeTruthy()
})

it('a token of no invitation says what to do', async () => {
  open({ [lookUp]: problem(404) })
  expect(await screen.findByText(/leads to no invitation/)).toBeTruthy()
})

it('another link opened in the same tab takes the place of the first', async () => {
  const other = 'y'.repeat(43)
  const { bodies, go } = open({ 'GET /auth/session': signedOut })
  await screen.findByRole('heading', { name: 'Invitation to Smith family' })
  act(() => go(`/invitation#${other}`))
  await waitFor(() => expect(bodies).toContainEqual({ token: other }))
})

it.each(['', '#cut-off'])('a link that is not whole asks the server nothing: "%s"', async (fragment) => {
  sessionStorage.setItem('motovaultpro.invitation', fragment ? token : '')
  const { requests } = open({}, fragment)
  expect(await screen.findByText(/leads to no invitation/)).toBeTruthy()
  await waitFor(() => expect(requests).not.toContain(lookUp))
})
