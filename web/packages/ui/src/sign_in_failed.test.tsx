import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { SignInFailed } from './sign_in_failed'

it.each([
  ['denied', /cancelled or refused/],
  ['expired', /took too long/],
  ['state_mismatch', /another sign-in/],
  ['provider_error', /cannot be used/],
  ['unavailable', /cannot be reached/],
])('%s has a sentence and a way to try again', async (code, sentence) => {
  const retry = vi.fn()
  render(<SignInFailed search={{ auth_error: code }} retry={retry} />)
  expect(screen.getByRole('status').textContent).toMatch(sentence)
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(retry).toHaveBeenCalledOnce()
})

it.each([{}, { auth_error: 'Call this number' }, { auth_error: 'toString' }, { auth_error: ['denied'] }])('a query like %j says nothing', (search) => {
  const { container } = render(<SignInFailed search={search} retry={() => {}} />)
  expect(container.textContent).toBe('')
})
