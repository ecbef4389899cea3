import { Button, buttonLook, EmptyState, ErrorNotice, Page, Skeleton } from '@motovaultpro/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMay } from '../app/session'
import { VehicleCard } from './vehicle_card'
import { vehiclesQuery } from './vehicles'

export function VehicleListPage() {
  const vehicles = useInfiniteQuery(vehiclesQuery)
  const mayAdd = useMay('member')
  const navigate = useNavigate()
  const items = vehicles.data?.pages.flatMap((page) => page.items) ?? []
  const add = (
    <Button icon={<Plus aria-hidden="true" className="size-4" />} onClick={() => void navigate({ to: '/vehicles/new' })}>
      Add vehicle
    </Button>
  )
  return (
    <Page title="Vehicles" actions={mayAdd ? add : null}>
      <ErrorNotice error={vehicles.error} retry={() => void vehicles.refetch()} />
      {vehicles.isPending ? <Skeleton lines={4} /> : null}
      {vehicles.isSuccess && items.length === 0 ? (
        <EmptyState title="No vehicle yet">
          <p>
            {mayAdd
              ? 'Add the first one: its VIN fills in most of the form, and an export of another app brings its history.'
              : 'Whoever may add vehicles to this garage has not done so yet.'}
          </p>
        </EmptyState>
      ) : null}
      <ul aria-label="Vehicles" className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {items.map((vehicle) => (
          <li key={vehicle.id}>
            <VehicleCard vehicle={vehicle} />
          </li>
        ))}
      </ul>
      {vehicles.hasNextPage ? (
        <button type="button" className={`${buttonLook('secondary')} mt-6`} onClick={() => void vehicles.fetchNextPage()}>
          Show more
        </button>
      ) : null}
    </Page>
  )
}
