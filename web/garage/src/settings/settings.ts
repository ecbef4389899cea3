import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { settingsQuery } from '../app/session'

export type Settings = Garage['Settings']

export function useReplaceSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: Settings) => unwrap(garageApi.PUT('/api/settings', { body })),
    onSuccess: (settings) => client.setQueryData(settingsQuery.queryKey, settings),
  })
}
