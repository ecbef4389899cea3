import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { garage, meWith, openSite, pending, problem, type Answers } from '../test_site'
import { latestPerTenant } from './approval_pending_page'
import { tenantIn } from './choose_garage_page'
import { rememberStarted } from './signups'

beforeEach(() => sessionStorage.clear())
afterEach(() => vi.unstubAllGlobals())

function open(path: string, answers: Answers = {}) {
  return openSite(path, {
    'GET /api/tenants/smith-family': { body: { id: 'smith-family', name: 'Smith family', accepts_signups: true, url: garage.url } },
    'POST /api/signups': { status: 201, body: pending },
    'GET /api/me': meWith({ signups: [pending] }),
    ...answers,
  })
}

it('coming back from "Sign up" sends the request', async () => {
  rememberStarted('smith-family')
  const { requests } = open('/signup/smith-family/request')
  expect(await screen.findByText(/Waiting for Smith family/)).toBeTruthy()
  expect(requests.filter((request) => request === 'POST /api/signups')).toHaveLength(1)
})

it('a link from elsewhere sends nothing before the person presses the button', async () => {
  const { requests } = open('/signup/smith-family/request')
  const button = await screen.findByRole('button', { name: 'Request to join' })
  expect(requests).not.toContain('POST /api/signups')
  await userEvent.click(button)
  await waitFor(() => expect(requests).toContain('POST /api/signups'))
})

it('a garage that does not exist says so', async () => {
  open('/signup/nobody')
  expect(await screen.findByText(/does not exist or does not take sign-ups/)).toBeTruthy()
})

it('a member who asks to join is shown the way in', async () => {
  open('/signup/smith-family', { 'POST /api/signups': problem(409, 'already_member') })
  await userEvent.click(await screen.findByRole('button', { name: 'Request to join' }))
  expect((await screen.findByRole('link', { name: 'Open Smith family' })).getAttribute('href')).toBe(garage.url)
})

it.each([
  ['45', /The sentence of 429\. You can try again in 45 seconds\./],
  ['700', /You can try again in 12 minutes\./],
  ['86400', /You can try again on .*\d{4}/],
])('whoever asks too often is told when to try again: Retry-After %s', async (after, sentence) => {
  open('/signup/smith-family', { 'POST /api/signups': problem(429, undefined, { 'retry-after': after }) })
  await userEvent.click(await screen.findByRole('button', { name: 'Request to join' }))
  expect(await screen.findByText(sentence)).toBeTruthy()
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
