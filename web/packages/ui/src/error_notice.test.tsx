import { ApiError } from '@motovaultpro/api'
import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ErrorNotice } from './error_notice'

it('shows the words of the server and the id of the request', () => {
  const error = new ApiError({ title: 'Conflict', status: 409, detail: 'Decided already.', request_id: 'abc123' })
  render(<ErrorNotice error={error} />)
  const alert = screen.getByRole('alert')
  expect(alert.textContent).toContain('Decided already.')
  expect(alert.textContent).toContain('abc123')
})

it('shows nothing of an error that is none of the server', () => {
  render(<ErrorNotice error={new TypeError('x is not a function')} />)
  expect(screen.getByRole('alert').textContent).not.toContain('x is not a function')
})

it('is there, empty, before anything goes wrong, so that a screen reader hears it', () => {
  render(<ErrorNotice error={null} />)
  expect(screen.getByRole('alert').textContent).toBe('')
})
