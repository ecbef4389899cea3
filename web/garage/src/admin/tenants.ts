import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

export type Tenant = Garage['Tenant']
export type TenantInput = Garage['TenantInput']
export type Operation = Garage['Operation']

export const tenantsQuery = infiniteQueryOptions({
  queryKey: ['admin', 'tenants'],
  queryFn: ({ pageParam }) =>
    unwrap(garageApi.GET('/api/admin/tenants', { params: { query: pageParam ? { cursor: pageParam } : {} } })),
  initialPageParam: '',
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

const isOver = (state: Operation['state'] | undefined) => state === 'done' || state === 'failed' || state === 'cancelled'

/** Follows an operation until it is over. */
export function operationQuery(operation: string) {
  return queryOptions({
    queryKey: ['admin', 'operation', operation],
    queryFn: () => unwrap(garageApi.GET('/api/admin/operations/{operation}', { params: { path: { operation } } })),
    refetchInterval: (query) => (isOver(query.state.data?.state) ? false : 1000),
  })
}

export type TenantChange =
  | { kind: 'create'; input: TenantInput; key: string }
  | { kind: 'suspend'; tenant: string; reason: string }
  | { kind: 'resume'; tenant: string }

/** Starts a change of a tenant; the result holds the operation to follow. */
export function useChangeTenant() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: TenantChange) => {
      switch (change.kind) {
        case 'create':
          return unwrap(
            garageApi.POST('/api/admin/tenants', { body: change.input, params: { header: { 'Idempotency-Key': change.key } } }),
          )
        case 'suspend':
          return unwrap(
            garageApi.POST('/api/admin/tenants/{tenant}/suspend', {
              params: { path: { tenant: change.tenant } },
              body: change.reason.trim() ? { reason: change.reason.trim() } : {},
            }),
          )
        case 'resume':
          return unwrap(garageApi.POST('/api/admin/tenants/{tenant}/resume', { params: { path: { tenant: change.tenant } } }))
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: tenantsQuery.queryKey }),
  })
}
