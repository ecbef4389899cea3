import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

export type Signup = Garage['Signup']
export type GrantedRole = NonNullable<Garage['Approval']['role']>

export type Decision = { signup: string } & ({ kind: 'approve'; role: GrantedRole } | { kind: 'reject'; reason: string })

const pendingOnly = { params: { query: { status: 'pending' } } } as const
const poll = { refetchInterval: 15_000 }

/** Requests to join this garage. */
export const signupsQuery = queryOptions({
  queryKey: ['signups', 'own'],
  queryFn: () => unwrap(garageApi.GET('/api/signups', pendingOnly)),
  ...poll,
})

/** Requests to join any garage, for platform administrators. */
export const allSignupsQuery = queryOptions({
  queryKey: ['signups', 'all'],
  queryFn: () => unwrap(garageApi.GET('/api/admin/signups', pendingOnly)),
  ...poll,
})

function reasonOf(reason: string) {
  return reason.trim() ? { reason: reason.trim() } : {}
}

function decideHere(decision: Decision): Promise<Signup> {
  const params = { path: { signup: decision.signup } }
  return decision.kind === 'approve'
    ? unwrap(garageApi.PUT('/api/signups/{signup}/approve', { params, body: { role: decision.role } }))
    : unwrap(garageApi.PUT('/api/signups/{signup}/reject', { params, body: reasonOf(decision.reason) }))
}

function decideAnywhere(decision: Decision): Promise<Signup> {
  const params = { path: { signup: decision.signup } }
  return decision.kind === 'approve'
    ? unwrap(garageApi.PUT('/api/admin/signups/{signup}/approve', { params, body: { role: decision.role } }))
    : unwrap(garageApi.PUT('/api/admin/signups/{signup}/reject', { params, body: reasonOf(decision.reason) }))
}

export function useDecide(scope: 'own' | 'all') {
  const client = useQueryClient()
  return useMutation({
    mutationFn: scope === 'own' ? decideHere : decideAnywhere,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['signups'] })
      await client.invalidateQueries({ queryKey: ['members'] })
    },
  })
}
