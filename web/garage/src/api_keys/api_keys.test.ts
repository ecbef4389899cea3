import { expect, it } from 'vitest'
import { curlExample, expiryAfter, stateOf, textOfScopes, type ApiKey } from './api_keys'

const now_ms = Date.UTC(2026, 10, 24)
const key: ApiKey = {
  id: 'k1',
  owner_sub: 'auth0|mia',
  name: 'Logger',
  prefix: 'mvp_AbCd',
  scopes: ['read'],
  created_at: '2026-11-01T00:00:00Z',
  expires_at: null,
  last_used_at: null,
  revoked_at: null,
}

it('a key is revoked before it is expired, and live when it is neither', () => {
  const past = '2026-11-23T00:00:00Z'
  expect(stateOf(key, now_ms)).toBe('live')
  expect(stateOf({ ...key, expires_at: '2026-11-25T00:00:00Z' }, now_ms)).toBe('live')
  expect(stateOf({ ...key, expires_at: past }, now_ms)).toBe('expired')
  expect(stateOf({ ...key, expires_at: past, revoked_at: past }, now_ms)).toBe('revoked')
})

it('scopes are told in words, in whatever order they come', () => {
  expect(textOfScopes(['read'])).toBe('Read')
  expect(textOfScopes(['write', 'read'])).toBe('Read and write')
  expect(textOfScopes(['import', 'write'])).toBe('Read, write and import')
  expect(textOfScopes(['read', 'import'])).toBe('Read, Import files, nothing else')
})

it('a lifetime in days becomes an instant, none stays open', () => {
  expect(expiryAfter('30', now_ms)).toBe('2026-12-24T00:00:00.000Z')
  expect(expiryAfter('', now_ms)).toBeNull()
})

it('the example is a command that the key may run', () => {
  expect(curlExample('mvp_x', ['read'], 'https://demo.example')).toBe("curl -H 'Authorization: Bearer mvp_x' 'https://demo.example/api/vehicles'")
  expect(curlExample('mvp_x', ['import'], 'https://demo.example')).toContain('/imports')
})
