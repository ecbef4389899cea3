import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { infiniteQueryOptions, useMutation } from '@tanstack/react-query'
import { useRefreshVehicle } from '../vehicles/vehicles'

export type Reading = Garage['Reading']

export function readingsQuery(vehicle: string) {
  return infiniteQueryOptions({
    queryKey: ['vehicle', vehicle, 'odometer'],
    queryFn: ({ pageParam }) =>
      unwrap(
        garageApi.GET('/api/vehicles/{vehicle}/odometer', {
          params: { path: { vehicle }, query: pageParam ? { cursor: pageParam } : {} },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
}

export function useRecordReading(vehicle: string) {
  const refresh = useRefreshVehicle(vehicle)
  return useMutation({
    mutationFn: (body: Garage['ReadingInput']) =>
      unwrap(garageApi.POST('/api/vehicles/{vehicle}/odometer', { params: { path: { vehicle } }, body })),
    onSuccess: refresh,
  })
}

export function useRemoveReading(vehicle: string) {
  const refresh = useRefreshVehicle(vehicle)
  return useMutation({
    mutationFn: (reading: string) =>
      unwrap(garageApi.DELETE('/api/vehicles/{vehicle}/odometer/{reading}', { params: { path: { vehicle, reading } } })),
    onSuccess: refresh,
  })
}
