import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { infiniteQueryOptions } from '@tanstack/react-query'

export type AuditEntry = Garage['AuditEntry']
export type PlatformAuditEntry = Garage['PlatformAuditEntry']

const pageAfter = (cursor: string) => ({ params: { query: cursor ? { cursor } : {} } })

/** What was done in this garage, newest first. */
export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit', 'own'],
  queryFn: ({ pageParam }) => unwrap(garageApi.GET('/api/audit', pageAfter(pageParam))),
  initialPageParam: '',
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

/** What was done in all tenants and on the platform, for platform administrators. */
export const platformAuditQuery = infiniteQueryOptions({
  queryKey: ['audit', 'platform'],
  queryFn: ({ pageParam }) => unwrap(garageApi.GET('/api/admin/audit', pageAfter(pageParam))),
  initialPageParam: '',
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})
