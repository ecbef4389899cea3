import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

export type OwnSession = Garage['OwnSession']

/** Where one is signed in to this garage, here first. */
export const ownSessionsQuery = queryOptions({
  queryKey: ['own-sessions'],
  queryFn: () => unwrap(garageApi.GET('/auth/sessions')),
})

export function useEndSession() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (session: string) => unwrap(garageApi.DELETE('/auth/sessions/{session}', { params: { path: { session } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  })
}
