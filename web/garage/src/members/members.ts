import { garageApi, unwrap, type Garage } from '@motovaultpro/api'
import { queryOptions } from '@tanstack/react-query'

export type Member = Garage['Member']

export const membersQuery = queryOptions({ queryKey: ['members'], queryFn: () => unwrap(garageApi.GET('/api/members')) })
