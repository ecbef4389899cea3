import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { garage, meWith, openSite, pending, problem } from '../test_site'
import { pollAfter_ms } from './poll'

beforeEach(() => localStorage.clear())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const asks = (requests: string[]) => requests.filter((request) => request === 'GET /api/me').length

function look(hidden: boolean) {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(hidden ? 'hidden' : 'visible')
  act(() => void window.dispatchEvent(new Event('visibilitychange')))
}

it('the page asks again more and more rarely, a minute apart at most', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((times) => Math.round(pollAfter_ms(times)))
  expect(waits.slice(0, 4)).toEqual([2000, 3000, 4500, 6750])
  expect(waits.at(-1)).toBe(60_000)
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
})

it('an approval that the page waited for opens the garage by itself', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  let me = meWith({ signups: [pending] })
  const { requests, gone } = openSite('/approval-pending', { 'GET /api/me': () => me })
  expect(await screen.findByText(/Waiting for Smith family/)).toBeTruthy()
  me = meWith({ signups: [{ ...pending, status: 'approved' }], memberships: [garage] })
  await act(() => vi.advanceTimersByTimeAsync(2100))
  expect(await screen.findByText('You are in')).toBeTruthy()
  expect(gone).toEqual([])
  await act(() => vi.advanceTimersByTimeAsync(2600))
  expect(gone).toEqual([garage.url])
  const before = asks(requests)
  await act(() => vi.advanceTimersByTimeAsync(300_000))
  expect(asks(requests)).toBe(before)
})

it('an approval of another day is only shown', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const { gone } = openSite('/approval-pending', { 'GET /api/me': meWith({ signups: [{ ...pending, status: 'approved' }], memberships: [garage] }) })
  expect((await screen.findByRole('link', { name: 'Open Smith family' })).getAttribute('href')).toBe(garage.url)
  await act(() => vi.advanceTimersByTimeAsync(10_000))
  expect(gone).toEqual([])
})

it('whoever still waits elsewhere is not taken away', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const other = { ...pending, id: '2', tenant: 'club', tenant_name: 'The club' }
  let me = meWith({ signups: [pending, other] })
  const { gone } = openSite('/approval-pending', { 'GET /api/me': () => me })
  expect(await screen.findByText(/Waiting for The club/)).toBeTruthy()
  me = meWith({ signups: [{ ...pending, status: 'approved' }, other], memberships: [garage] })
  await act(() => vi.advanceTimersByTimeAsync(2100))
  expect(await screen.findByText('You are in')).toBeTruthy()
  await act(() => vi.advanceTimersByTimeAsync(10_000))
  expect(gone).toEqual([])
})

it('nobody is asked while nobody looks, and at once when somebody looks again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  const { requests } = openSite('/approval-pending', { 'GET /api/me': meWith({ signups: [pending] }) })
  expect(await screen.findByText(/Waiting for Smith family/)).toBeTruthy()
  look(true)
  const before = asks(requests)
  await act(() => vi.advanceTimersByTimeAsync(120_000))
  expect(asks(requests)).toBe(before)
  look(false)
  await act(() => vi.advanceTimersByTimeAsync(10))
  expect(asks(requests)).toBe(before + 1)
})

it('a request is withdrawn after a second thought', async () => {
  let me = meWith({ signups: [pending] })
  const { requests } = openSite('/approval-pending', { 'GET /api/me': () => me, 'DELETE /api/signups/1': { status: 204 } })
  await userEvent.click(await screen.findByRole('button', { name: 'Withdraw request' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Keep' }))
  expect(requests).not.toContain('DELETE /api/signups/1')
  await userEvent.click(await screen.findByRole('button', { name: 'Withdraw request' }))
  me = meWith({ signups: [{ ...pending, status: 'withdrawn' }] })
  await userEvent.click(await screen.findByRole('button', { name: 'Withdraw' }))
  expect(await screen.findByText('You have withdrawn your request to Smith family')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Ask again' }).getAttribute('href')).toBe('/signup/smith-family')
})

it('a withdrawal that comes too late says so and shows what was decided', async () => {
  let me = meWith({ signups: [pending] })
  openSite('/approval-pending', {
    'GET /api/me': () => me,
    'DELETE /api/signups/1': () => {
      me = meWith({ signups: [{ ...pending, status: 'rejected', reason: 'Members of the club only.', decided_at: '2026-09-02T10:00:00Z' }] })
      return problem(409, 'decided_already')
    },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Withdraw request' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Withdraw' }))
  await waitFor(() => expect(screen.getByText(/Members of the club only/)).toBeTruthy())
})

it('a rejection shows its reason and from when on one may ask again', async () => {
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  openSite('/approval-pending', { 'GET /api/me': meWith({ signups: [{ ...pending, status: 'rejected', reason: 'Members only.', may_ask_again_at: soon }] }) })
  expect(await screen.findByText('The reason they give: Members only.')).toBeTruthy()
  expect(screen.getByText(/You may ask again from .* on\./)).toBeTruthy()
  expect(screen.queryByRole('link', { name: 'Ask again' })).toBeNull()
})

it('after that time a rejection offers to ask again', async () => {
  openSite('/approval-pending', { 'GET /api/me': meWith({ signups: [{ ...pending, status: 'rejected', may_ask_again_at: '2026-09-03T10:00:00Z' }] }) })
  expect(await screen.findByText('They have given no reason.')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Ask again' })).toBeTruthy()
})

it.each([
  ['expired' as const, 'Your request to Smith family has expired'],
  ['approved' as const, 'You no longer belong to Smith family'],
])('a request that is %s without a membership says what to do', async (status, title) => {
  openSite('/approval-pending', { 'GET /api/me': meWith({ signups: [{ ...pending, status }] }) })
  expect(await screen.findByText(title)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Ask again' })).toBeTruthy()
})
