import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { openGarage, type Change } from '../app/garage.fixture'
import type { Role } from '../app/session'
import type { Member } from './members'

afterEach(() => vi.unstubAllGlobals())

const member = (name: string, role: Role, more: Partial<Member> = {}): Member => ({
  sub: `auth0|${(name.split(' ')[0] ?? '').toLowerCase()}`,
  email: `${(name.split(' ')[0] ?? '').toLowerCase()}@demo.example`,
  name,
  role,
  state: 'active',
  version: 4,
  ...more,
})
const olga = member('Olga Owner', 'owner')
const mia = member('Mia Member', 'member')
const adam = member('Adam Admin', 'admin')

const invitation = { id: 'i1', tenant: 'demo', email: 'nina@demo.example', role: 'viewer', state: 'pending', invited_by: 'auth0|olga', invited_at: '2026-11-20T10:00:00Z', expires_at: '2026-11-27T10:00:00Z', decided_by: null, decided_at: null }

function open(role: Role, members: Member[], answer?: (change: Change) => [number, object | null], invitations: object[] = []) {
  return openGarage({
    path: '/members',
    role,
    reads: { '/api/members': { items: members, next_cursor: null }, '/api/invitations': { items: invitations, next_cursor: null } },
    answer,
  })
}

const rowOf = async (name: string) => within((await screen.findByText(name, { selector: 'td span' })).closest('tr') as HTMLElement)

it.each(['viewer', 'member'] as const)('a %s sees who is here, and no controls', async (role) => {
  open(role, [olga, mia])
  const row = await rowOf('Mia Member')
  expect(row.getByText('Member: vehicles and records')).toBeTruthy()
  expect(screen.queryAllByRole('combobox')).toHaveLength(0)
  expect(screen.queryByRole('button', { name: /^(Suspend|Remove|Invite)/ })).toBeNull()
})

it('a role is changed by choosing it, under the version that was read', async () => {
  const changes = open('owner', [olga, mia], () => [200, { ...mia, role: 'viewer' }])
  await userEvent.selectOptions(await screen.findByLabelText('Role of Mia Member'), 'viewer')
  expect(await screen.findByText('Mia Member is a viewer now')).toBeTruthy()
  expect(changes).toEqual([{ method: 'PUT', path: '/api/members/auth0|mia', body: { role: 'viewer' }, ifMatch: '"4"' }])
})

it('nobody is made an owner without being asked, and the sign-in that it needs is said', async () => {
  const changes = open('owner', [olga, mia], () => [200, { ...mia, role: 'owner' }])
  const user = userEvent.setup()
  await user.selectOptions(await screen.findByLabelText('Role of Mia Member'), 'owner')
  const question = within(await screen.findByRole('alertdialog', { name: 'Make Mia Member an owner?' }))
  expect(question.getByText(/sign in once more/)).toBeTruthy()
  expect(changes).toEqual([])
  await user.click(question.getByRole('button', { name: 'Make an owner' }))
  await waitFor(() => expect(changes).toMatchObject([{ body: { role: 'owner' } }]))
})

it('a sign-in that is too old leads to the provider and back to this page', async () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { ...location, hostname: 'demo.example', pathname: '/members', search: '', hash: '', assign })
  open('owner', [olga, mia], () => [401, { title: 'Unauthorized', status: 401, code: 'reauthentication_required', login_url: '/auth/login?max_age=600' }])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Remove Mia Member' }))
  await user.click(within(await screen.findByRole('alertdialog', { name: 'Remove Mia Member?' })).getByRole('button', { name: 'Remove' }))
  await waitFor(() => expect(assign).toHaveBeenCalledWith('/auth/login?max_age=600&returnTo=%2Fmembers'))
})

it('removing names the person and the way back', async () => {
  const changes = open('admin', [olga, mia])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Remove Mia Member' }))
  const question = within(await screen.findByRole('alertdialog', { name: 'Remove Mia Member?' }))
  expect(question.getByText(/invite them again/)).toBeTruthy()
  await user.click(question.getByRole('button', { name: 'Remove' }))
  expect(await screen.findByText('Mia Member is no longer a member')).toBeTruthy()
  expect(changes).toMatchObject([{ method: 'DELETE', path: '/api/members/auth0|mia' }])
})

it('a suspended member is let back in with the role they had', async () => {
  const changes = open('admin', [olga, { ...mia, state: 'suspended' }], () => [200, mia])
  const row = await rowOf('Mia Member')
  expect(row.getByText('Suspended')).toBeTruthy()
  await userEvent.click(row.getByRole('button', { name: 'Let Mia Member back in' }))
  await waitFor(() => expect(changes).toMatchObject([{ method: 'PUT', body: { role: 'member', state: 'active' } }]))
})

it('an admin has no controls at an owner and cannot choose that role', async () => {
  open('admin', [member('Dora Owner', 'owner'), mia])
  const choices = within(await screen.findByLabelText('Role of Mia Member')).getAllByRole('option')
  expect(choices.map((choice) => choice.getAttribute('value'))).toEqual(['admin', 'member', 'viewer'])
  expect(screen.queryByLabelText('Role of Dora Owner')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Remove Dora Owner' })).toBeNull()
})

it('what the server refuses is said in its words', async () => {
  open('owner', [olga, mia], () => [412, { title: 'Precondition Failed', status: 412, detail: 'Someone has changed this member since you read it. Read it again.' }])
  await userEvent.selectOptions(await screen.findByLabelText('Role of Mia Member'), 'viewer')
  expect(await screen.findByText(/Someone has changed this member/)).toBeTruthy()
})

it('the last owner hears why they cannot leave, and a second one may', async () => {
  open('owner', [olga, { ...adam, role: 'owner', state: 'suspended' }])
  expect(await screen.findByText(/You are the last owner/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: 'Leave Demo garage' })).toBeNull()
})

it('leaving asks first and then goes to one’s garages', async () => {
  const assign = vi.fn()
  vi.stubGlobal('location', { ...location, hostname: 'demo.motovaultpro.localhost', protocol: 'http:', host: 'demo.motovaultpro.localhost:8080', assign })
  const changes = open('viewer', [{ ...adam, role: 'owner' }, { ...olga, role: 'viewer' }])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Leave Demo garage' }))
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Leave' }))
  await waitFor(() => expect(assign).toHaveBeenCalledWith('http://motovaultpro.localhost:8080/login'))
  expect(changes).toMatchObject([{ method: 'POST', path: '/api/leave' }])
})

it('somebody is invited by address and role, and an open invitation is withdrawn', async () => {
  const changes = open('admin', [olga], ({ method }) => (method === 'POST' ? [201, invitation] : [204, null]), [invitation])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Invite somebody' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText('Mail address'), 'nina')
  await user.click(dialog.getByRole('button', { name: 'Send invitation' }))
  expect(await dialog.findByText(/A mail address, as in/)).toBeTruthy()
  await user.type(dialog.getByLabelText('Mail address'), '@demo.example')
  await user.selectOptions(dialog.getByLabelText('Role'), 'viewer')
  await user.click(dialog.getByRole('button', { name: 'Send invitation' }))
  await waitFor(() => expect(changes).toMatchObject([{ method: 'POST', path: '/api/invitations', body: { email: 'nina@demo.example', role: 'viewer' } }]))
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Invite somebody' })).toBeNull())
  await user.click(await screen.findByRole('button', { name: 'Withdraw the invitation of nina@demo.example' }))
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Withdraw' }))
  await waitFor(() => expect(changes[1]).toMatchObject({ method: 'DELETE', path: '/api/invitations/i1' }))
})

it('an address that is invited already is said at the field', async () => {
  open('admin', [olga], () => [409, { title: 'Conflict', status: 409, field: '/email', detail: 'This address is invited already. Withdraw that invitation first.' }])
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Invite somebody' }))
  const dialog = within(await screen.findByRole('dialog'))
  await user.type(dialog.getByLabelText('Mail address'), 'nina@demo.example')
  await user.click(dialog.getByRole('button', { name: 'Send invitation' }))
  expect(await dialog.findByText(/invited already/)).toBeTruthy()
  expect(dialog.getByLabelText('Mail address').getAttribute('aria-invalid')).toBe('true')
})
