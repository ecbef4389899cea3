import { ErrorNotice, Page, Skeleton, useToast } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { settingsQuery } from '../app/session'
import { VehicleFields } from './vehicle_form'
import { blankForm } from './vehicle_input'
import { useAddVehicle } from './vehicles'

export function AddVehiclePage() {
  const settings = useQuery(settingsQuery)
  const add = useAddVehicle()
  const navigate = useNavigate()
  const toast = useToast()
  return (
    <Page title="Add a vehicle" eyebrow={<Link to="/vehicles" className="inline-flex min-h-11 items-center hover:text-ink sm:min-h-0">Vehicles</Link>}>
      <ErrorNotice error={settings.error} retry={() => void settings.refetch()} />
      {settings.isPending ? <Skeleton lines={5} /> : null}
      {settings.data ? (
        <VehicleFields
          start={blankForm(settings.data)}
          isNew
          save={async (input) => {
            const vehicle = await add.mutateAsync(input)
            toast(`${vehicle.nickname} added`)
            await navigate({ to: '/vehicles/$vehicle', params: { vehicle: vehicle.id } })
          }}
        />
      ) : null}
    </Page>
  )
}
