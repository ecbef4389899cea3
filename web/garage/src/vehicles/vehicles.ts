import { entityTag, garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'

export type Vehicle = Garage['Vehicle']
export type VehicleInput = Garage['VehicleInput']

export const vehiclesQuery = infiniteQueryOptions({
  queryKey: ['vehicles'],
  queryFn: ({ pageParam }) =>
    unwrap(garageApi.GET('/api/vehicles', { params: { query: pageParam ? { cursor: pageParam } : {} } })),
  initialPageParam: '',
  getNextPageParam: (page) => page.next_cursor ?? undefined,
})

export function vehicleQuery(vehicle: string) {
  return queryOptions({
    queryKey: ['vehicle', vehicle],
    queryFn: () => unwrap(garageApi.GET('/api/vehicles/{vehicle}', { params: { path: { vehicle } } })),
  })
}

/** Everything that a change of a vehicle's history can change on screen. */
export function useRefreshVehicle(vehicle: string) {
  const client = useQueryClient()
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: ['vehicles'] }),
      client.invalidateQueries({ queryKey: ['vehicle', vehicle] }),
    ])
  }
}

export function useAddVehicle() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: VehicleInput) => unwrap(garageApi.POST('/api/vehicles', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['vehicles'] }),
  })
}

export function useReplaceVehicle({ id, version }: Vehicle) {
  const refresh = useRefreshVehicle(id)
  return useMutation({
    mutationFn: (body: VehicleInput) =>
      unwrap(
        garageApi.PUT('/api/vehicles/{vehicle}', {
          params: { path: { vehicle: id }, header: { 'If-Match': entityTag(version) } },
          body,
        }),
      ),
    onSuccess: refresh,
  })
}

export function useRemoveVehicle(vehicle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => unwrap(garageApi.DELETE('/api/vehicles/{vehicle}', { params: { path: { vehicle } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['vehicles'] }),
  })
}

/** "2019 Volkswagen Golf", with what is known of it. */
export function describe({ year, make, model, trim }: Pick<Vehicle, 'year' | 'make' | 'model' | 'trim'>): string {
  return [year, make, model, trim].filter(Boolean).join(' ')
}
