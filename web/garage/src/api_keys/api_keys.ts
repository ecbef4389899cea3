import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

export type ApiKey = Garage['ApiKey']
export type ApiKeyInput = Garage['ApiKeyInput']
export type KeyScope = Garage['KeyScope']

const base = ['api-keys'] as const

/** One's own keys, or (admins only) those of everybody in the garage. */
export function apiKeysQuery(ofAll: boolean) {
  return infiniteQueryOptions({
    queryKey: [...base, ofAll],
    queryFn: ({ pageParam }) =>
      unwrap(garageApi.GET('/api/api-keys', { params: { query: { all: ofAll, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

/** Makes a key. The answer holds it; nothing keeps it afterwards. */
export function useCreateApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: ApiKeyInput) => unwrap(garageApi.POST('/api/api-keys', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: base }),
    gcTime: 0,
  })
}

export function useRevokeApiKey() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (key: string) => unwrap(garageApi.DELETE('/api/api-keys/{key}', { params: { path: { key } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: base }),
  })
}

export function stateOf({ revoked_at, expires_at }: ApiKey, now_ms: number): 'live' | 'expired' | 'revoked' {
  if (revoked_at) return 'revoked'
  return expires_at && new Date(expires_at).getTime() <= now_ms ? 'expired' : 'live'
}

/** What a form offers, by the scopes it stands for. */
export const accessText: Record<string, string> = {
  read: 'Read',
  write: 'Read and write',
  import: 'Import files, nothing else',
  'write,import': 'Read, write and import',
}

/** The same for people: the order of the scopes and a `read` beside `write` say nothing new. */
export function textOfScopes(scopes: KeyScope[]): string {
  const own = (['read', 'write', 'import'] as const).filter((scope) => scopes.includes(scope) && !(scope === 'read' && scopes.includes('write')))
  return accessText[own.join(',')] ?? own.map((scope) => accessText[scope]).join(', ')
}

/** Days of life that a form offers; empty: until the key is revoked. */
export const lifetimes: Record<string, string> = { '30': '30 days', '90': '90 days', '365': 'A year', '': 'Until I revoke it' }

export function expiryAfter(days: string, now_ms: number): string | null {
  return days === '' ? null : new Date(now_ms + Number(days) * 86_400_000).toISOString()
}

/** A command that works as it stands, for a key that may do this. */
export function curlExample(key: string, scopes: KeyScope[], origin: string): string {
  const authorization = `curl -H 'Authorization: Bearer ${key}'`
  if (scopes.some((scope) => scope !== 'import')) return `${authorization} '${origin}/api/vehicles'`
  return `${authorization} -H 'Content-Type: text/csv' --data-binary @fuelio.csv '${origin}/api/vehicles/VEHICLE_ID/imports'`
}
