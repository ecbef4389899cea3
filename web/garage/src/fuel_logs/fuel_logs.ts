import { entityTag, garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { infiniteQueryOptions, useMutation } from '@tanstack/react-query'
import { useRefreshVehicle } from '../vehicles/vehicles'

export type FuelLog = Garage['FuelLog']
export type FuelLogInput = Garage['FuelLogInput']

export function fuelLogsQuery(vehicle: string) {
  return infiniteQueryOptions({
    queryKey: ['vehicle', vehicle, 'fuel-logs'],
    queryFn: ({ pageParam }) =>
      unwrap(
        garageApi.GET('/api/vehicles/{vehicle}/fuel-logs', {
          params: { path: { vehicle }, query: pageParam ? { cursor: pageParam } : {} },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

/** Records a fill-up, or replaces `edited`. */
export function useSaveFuelLog(vehicle: string, edited: FuelLog | null) {
  const refresh = useRefreshVehicle(vehicle)
  return useMutation({
    mutationFn: (body: FuelLogInput) =>
      edited
        ? unwrap(
            garageApi.PUT('/api/vehicles/{vehicle}/fuel-logs/{fuel_log}', {
              params: { path: { vehicle, fuel_log: edited.id }, header: { 'If-Match': entityTag(edited.version) } },
              body,
            }),
          )
        : unwrap(garageApi.POST('/api/vehicles/{vehicle}/fuel-logs', { params: { path: { vehicle } }, body })),
    onSuccess: refresh,
  })
}

export function useRemoveFuelLog(vehicle: string) {
  const refresh = useRefreshVehicle(vehicle)
  return useMutation({
    mutationFn: (fuel_log: string) =>
      unwrap(garageApi.DELETE('/api/vehicles/{vehicle}/fuel-logs/{fuel_log}', { params: { path: { vehicle, fuel_log } } })),
    onSuccess: refresh,
  })
}
