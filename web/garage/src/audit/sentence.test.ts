import { expect, it } from 'vitest'
import { namesFrom } from './names'
import { sentence, type Act } from './sentence'

const names = namesFrom(
  [
    { sub: 'olga', name: 'Olga', email: '' },
    { sub: 'mia', name: 'Mia', email: '' },
  ],
  [],
)
const told = (action: string, more: Partial<Act> = {}) => sentence({ actor: 'olga', action, target: 'mia', ...more }, names)

it('says what became of a member', () => {
  const change = (before: object, after: object) => told('member.update', { before, after })
  expect(change({ role: 'member', state: 'active' }, { role: 'admin', state: 'active' })).toBe('Olga changed the role of Mia from member to admin')
  expect(change({ role: 'member', state: 'active' }, { role: 'member', state: 'suspended' })).toBe('Olga suspended Mia')
  expect(change({ role: 'member', state: 'suspended' }, { role: 'member', state: 'active' })).toBe('Olga let Mia back in')
  expect(told('member.remove')).toBe('Olga removed Mia')
})

it('says which rule let somebody in, where nobody decided', () => {
  const after = { user_name: 'Carl', role: 'member' }
  expect(told('signup.approve', { after: { ...after, decided_by: 'olga' } })).toBe('Olga approved Carl as member')
  expect(told('signup.approve', { actor: 'platform', after: { ...after, decided_by: 'domain:demo.example' } })).toBe(
    'Carl came in as member by the trusted mail domain demo.example',
  )
})

it('says what was changed and to what', () => {
  const signup = (is_listed: boolean) => ({ name: 'Demo', settings: { signup: { is_listed } } })
  expect(told('tenant.update', { before: signup(true), after: signup(false) })).toBe('Olga changed who may ask to join')
  expect(told('settings.update', { before: { currency: 'EUR', time_zone: 'UTC' }, after: { currency: 'CHF', time_zone: 'UTC' } })).toBe('Olga changed the currency to CHF')
  expect(told('fuel_logs.import', { after: { rows: 34, vehicle: 'Z3', format: 'fuelio' } })).toBe('Olga imported 34 fill-ups into Z3')
})

it('says whose key was revoked when it was somebody else’s', () => {
  expect(told('api_key.revoke', { before: { name: 'Logger', owner_sub: 'mia' } })).toBe('Olga revoked the API key “Logger” of Mia')
  expect(told('api_key.revoke', { before: { name: 'Logger', owner_sub: 'olga' } })).toBe('Olga revoked the API key “Logger”')
})

it('names what it does not know yet rather than hiding it', () => {
  expect(told('moon.land')).toBe('Olga: moon.land (mia)')
})

it('knows those who have left by what the log holds of them', () => {
  const act: Act = { actor: 'olga', action: 'member.remove', target: 'carl', before: { sub: 'carl', name: 'Carl Former' } }
  expect(sentence(act, namesFrom([], [act]))).toBe('olga removed Carl Former')
  expect(sentence({ ...act, actor: 'platform' }, namesFrom([], [act]))).toBe('The platform removed Carl Former')
})
