import { Button, ConfirmDialog, Notice, useToast } from '@motovaultpro/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useMay } from '../app/session'
import { VehicleFields } from './vehicle_form'
import { formOf } from './vehicle_input'
import { useOpenVehicle } from './open_vehicle'
import { useRemoveVehicle, useReplaceVehicle, vehicleQuery } from './vehicles'

export function VehicleDetailsTab() {
  const vehicle = useOpenVehicle()
  const mayChange = useMay('member')
  const replace = useReplaceVehicle(vehicle)
  const remove = useRemoveVehicle(vehicle.id)
  const [isAsking, setAsking] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const toast = useToast()
  if (!mayChange) return <Notice>Your role in this garage shows vehicles and does not change them.</Notice>
  return (
    <div className="grid gap-10">
      <VehicleFields
        key={vehicle.version}
        start={formOf(vehicle)}
        save={async (input) => {
          await replace.mutateAsync(input)
          toast('Vehicle saved')
        }}
        reload={() => void client.invalidateQueries({ queryKey: vehicleQuery(vehicle.id).queryKey })}
      />
      <section className="max-w-3xl border-t border-line pt-6">
        <h2 className="text-lg font-semibold">Remove this vehicle</h2>
        <p className="mt-1 mb-4 text-muted">Its fill-ups and readings go with it.</p>
        <Button kind="danger" icon={<Trash2 aria-hidden="true" className="size-4" />} onClick={() => setAsking(true)}>
          Delete vehicle
        </Button>
      </section>
      <ConfirmDialog
        title={`Delete ${vehicle.nickname}?`}
        text="All its fill-ups and odometer readings are deleted too. This cannot be taken back."
        confirm="Delete"
        isOpen={isAsking}
        isBusy={remove.isPending}
        error={remove.error}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: async () => {
              toast(`${vehicle.nickname} deleted`)
              await navigate({ to: '/vehicles' })
              client.removeQueries({ queryKey: ['vehicle', vehicle.id] })
            },
          })
        }
      />
    </div>
  )
}
