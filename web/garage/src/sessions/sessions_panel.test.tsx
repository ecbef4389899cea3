import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { openGarage } from '../app/garage.fixture'

afterEach(() => vi.unstubAllGlobals())

const session = { id: 's1', created_at: '2026-11-20T10:00:00Z', last_used_at: '2026-11-20T11:00:00Z', browser: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', remote: '203.0.113.7', is_current: true }

it('the sessions of a person are listed, and another one is ended after a question', async () => {
  const changes = openGarage({
    path: '/settings',
    role: 'viewer',
    reads: { '/auth/sessions': { items: [session, { ...session, id: 's2', browser: 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0.0.0', is_current: false }] } },
  })
  const list = within(await screen.findByRole('list', { name: 'Your sessions' }))
  expect(list.getByText('Firefox on Linux').textContent).toContain('this one')
  expect(list.getAllByRole('button')).toHaveLength(1)
  const user = userEvent.setup()
  await user.click(list.getByRole('button', { name: /^Sign out Chrome on Android/ }))
  const question = within(await screen.findByRole('alertdialog'))
  expect(question.getByText(/sign in once more/)).toBeTruthy()
  expect(changes).toEqual([])
  await user.click(question.getByRole('button', { name: 'Sign it out' }))
  await waitFor(() => expect(changes).toMatchObject([{ method: 'DELETE', path: '/auth/sessions/s2' }]))
})
