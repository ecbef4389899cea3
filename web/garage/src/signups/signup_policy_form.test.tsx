import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { openGarage, type Change } from '../app/garage.fixture'
import { domainsIn } from './signup_policy'

afterEach(() => vi.unstubAllGlobals())

const policy = { accepts: true, is_listed: true, auto_approve_domains: ['demo.example'] }

function open(answer: (change: Change) => [number, object, Record<string, string>?]) {
  return openGarage({
    path: '/signups',
    role: 'admin',
    reads: { '/api/signups': { items: [] }, '/api/signup-policy': policy },
    headers: { etag: 'W/"7"' },
    answer,
  })
}

it('what is chosen is saved under the version that was read, though a proxy has marked it as weak', async () => {
  const changes = open(({ body }) => [200, body as object, { etag: '"8"' }])
  const user = userEvent.setup()
  await user.click(await screen.findByLabelText('This garage can be found'))
  await user.type(screen.getByLabelText('Trusted mail domains'), '\n@Acme-Corp.example')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(changes).toEqual([
      { method: 'PUT', path: '/api/signup-policy', ifMatch: '"7"', body: { accepts: true, is_listed: false, auto_approve_domains: ['demo.example', 'acme-corp.example'] } },
    ]),
  )
  await user.click(await screen.findByLabelText('People may ask to join'))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(changes[1]).toMatchObject({ ifMatch: '"8"', body: { accepts: false, is_listed: false } }))
})

it('a domain that is none is refused at its field', async () => {
  open(() => [422, { title: 'Unprocessable', status: 422, field: '/auto_approve_domains/0', detail: 'must be the domain of a mail address' }])
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
  expect(await screen.findByText('“demo.example” must be the domain of a mail address')).toBeTruthy()
  expect(screen.getByLabelText('Trusted mail domains').getAttribute('aria-invalid')).toBe('true')
})

it('domains are read as people write them', () => {
  expect(domainsIn(' @Demo.example, acme.example;\nacme.example\n\n')).toEqual(['demo.example', 'acme.example'])
})
