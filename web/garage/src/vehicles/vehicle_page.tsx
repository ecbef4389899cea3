import { distanceIn, distanceLabel, isProblem } from '@motovaultpro/api'
import { buttonLook, ErrorNotice, MessagePage, Odometer, Page, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { OpenVehicle } from './open_vehicle'
import { Plate } from './plate'
import { describe, vehicleQuery } from './vehicles'

const route = getRouteApi('/vehicles/$vehicle')

const tabs = [
  { to: '/vehicles/$vehicle', text: 'Fuel' },
  { to: '/vehicles/$vehicle/economy', text: 'Economy' },
  { to: '/vehicles/$vehicle/odometer', text: 'Odometer' },
  { to: '/vehicles/$vehicle/import', text: 'Import' },
  { to: '/vehicles/$vehicle/details', text: 'Details' },
] as const

function Tabs({ vehicle }: { vehicle: string }) {
  return (
    <nav aria-label="Vehicle" className="-mx-4 mb-6 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex min-w-max border-b border-line sm:gap-1">
        {tabs.map(({ to, text }) => (
          <li key={to}>
            <Link
              to={to}
              params={{ vehicle }}
              activeOptions={{ exact: true }}
              className="-mb-px inline-flex min-h-11 items-center border-b-2 border-transparent px-2 text-sm text-muted hover:text-ink sm:px-3 sm:text-base aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink"
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function NoVehiclePage() {
  return (
    <MessagePage title="No such vehicle">
      <p>It may have been deleted.</p>
      <Link to="/vehicles" className={buttonLook('secondary')}>
        To the vehicles
      </Link>
    </MessagePage>
  )
}

export function VehiclePage() {
  const { vehicle: id } = route.useParams()
  const { data: vehicle, error, isPending, refetch } = useQuery(vehicleQuery(id))
  if (isPending) return <Skeleton lines={5} />
  if (isProblem(error, 404) || isProblem(error, 422)) return <NoVehiclePage />
  if (!vehicle) return <ErrorNotice error={error} retry={() => void refetch()} />
  const { distance_unit, odometer_m } = vehicle
  return (
    <OpenVehicle value={vehicle}>
      <Page
        title={vehicle.nickname}
        eyebrow={
          <Link to="/vehicles" className="inline-flex min-h-11 items-center hover:text-ink sm:min-h-0">
            Vehicles
          </Link>
        }
        lead={describe(vehicle) || undefined}
        actions={
          <div className="flex flex-wrap items-center gap-3">
            <Odometer value={odometer_m === null ? undefined : distanceIn(distance_unit, odometer_m)} unit={distanceLabel[distance_unit]} />
            <Plate text={vehicle.license_plate} />
          </div>
        }
      >
        <Tabs vehicle={vehicle.id} />
        <Outlet />
      </Page>
    </OpenVehicle>
  )
}
