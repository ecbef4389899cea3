import { distanceLabel, formatDistance, isProblem, volumeLabel } from '@motovaultpro/api'
import { Button, CheckField, checkedBy, ErrorNotice, showProblem, TextArea, TextField, useToast } from '@motovaultpro/ui'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTimeZone } from '../app/session'
import { useRefreshVehicle, type Vehicle } from '../vehicles/vehicles'
import { blankFuelLog, formOfFuelLog, fuelLogSchema, toFuelLogInput, type FuelLogForm } from './fuel_log_input'
import { useSaveFuelLog, type FuelLog } from './fuel_logs'

interface Props {
  vehicle: Vehicle
  edited: FuelLog | null
  onDone: () => void
}

const names = {
  filled_at: 'filled_at',
  odometer_m: 'odometer',
  volume_ml: 'volume',
  cost_minor: 'cost',
  station: 'station',
  note: 'note',
} as const

export function FuelLogFields({ vehicle, edited, onDone }: Props) {
  const zone = useTimeZone()
  const form = useForm<FuelLogForm>({
    defaultValues: edited ? formOfFuelLog(edited, vehicle, zone) : blankFuelLog(zone),
    resolver: checkedBy(fuelLogSchema),
  })
  const { register, formState } = form
  const { errors, isSubmitting } = formState
  const save = useSaveFuelLog(vehicle.id, edited)
  const refresh = useRefreshVehicle(vehicle.id)
  const [failure, setFailure] = useState<unknown>(null)
  const toast = useToast()
  const submit = form.handleSubmit(async (values) => {
    setFailure(null)
    try {
      await save.mutateAsync(toFuelLogInput(values, vehicle, zone, edited))
      toast(edited ? 'Fill-up saved' : 'Fill-up added')
      onDone()
    } catch (error) {
      setFailure(showProblem(form, error, names))
    }
  })
  const last = vehicle.odometer_m === null ? undefined : `Last: ${formatDistance(vehicle.distance_unit, vehicle.odometer_m)}`
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Date and time" type="datetime-local" hint={zone} {...register('filled_at')} error={errors.filled_at?.message} />
        <TextField
          label="Odometer"
          inputMode="decimal"
          hint={last}
          suffix={distanceLabel[vehicle.distance_unit]}
          {...register('odometer')}
          error={errors.odometer?.message}
        />
        <TextField
          label="Volume"
          inputMode="decimal"
          suffix={volumeLabel[vehicle.volume_unit]}
          {...register('volume')}
          error={errors.volume?.message}
        />
        <TextField
          label="Total cost"
          inputMode="decimal"
          suffix={edited?.currency ?? vehicle.currency}
          {...register('cost')}
          error={errors.cost?.message}
        />
      </div>
      <div className="grid gap-x-4 sm:grid-cols-2">
        <CheckField label="Filled to the top" {...register('is_full')} />
        <CheckField label="A fill-up before this one is missing" {...register('is_missed')} />
      </div>
      <TextField label="Station" {...register('station')} error={errors.station?.message} />
      <TextArea label="Note" {...register('note')} rows={2} error={errors.note?.message} />
      <ErrorNotice error={failure} retry={isProblem(failure, 412) ? () => void refresh().then(onDone) : undefined} />
      <div className="flex justify-end gap-3">
        <Button kind="secondary" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" isBusy={isSubmitting}>
          Save fill-up
        </Button>
      </div>
    </form>
  )
}
