import { distanceName, economyName, isProblem, volumeName } from '@motovaultpro/api'
import { Button, checkedBy, ErrorNotice, SelectField, showProblem, TextArea, TextField } from '@motovaultpro/ui'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useSuggestions } from './catalog'
import { fuelKindName, toInput, vehicleSchema, type VehicleForm } from './vehicle_input'
import type { VehicleInput } from './vehicles'
import { VinDecoder } from './vin_decoder'

interface Props {
  start: VehicleForm
  /** Stores it; what it throws is shown at the field it is about, or above the buttons. */
  save: (input: VehicleInput) => Promise<unknown>
  reload?: () => void
}

const names = {
  nickname: 'nickname',
  vin: 'vin',
  year: 'year',
  make: 'make',
  model: 'model',
  trim: 'trim',
  license_plate: 'license_plate',
  fuel_kind: 'fuel_kind',
  currency: 'currency',
  notes: 'notes',
} as const

export function VehicleFields({ start, save, reload }: Props) {
  const form = useForm<VehicleForm>({ defaultValues: start, resolver: checkedBy(vehicleSchema) })
  const { register, formState, watch } = form
  const { errors, isSubmitting } = formState
  const [failure, setFailure] = useState<unknown>(null)
  const [year, make] = watch(['year', 'make'])
  const suggestions = useSuggestions(year, make)
  const submit = form.handleSubmit(async (values) => {
    setFailure(null)
    try {
      await save(toInput(values))
    } catch (error) {
      setFailure(showProblem(form, error, names))
    }
  })
  return (
    <form onSubmit={submit} noValidate className="grid max-w-3xl gap-8">
      <VinDecoder form={form} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Name" hint="What you call it" {...register('nickname')} error={errors.nickname?.message} />
        <TextField label="Licence plate" {...register('license_plate')} error={errors.license_plate?.message} />
        <TextField label="Year" inputMode="numeric" options={suggestions.years} {...register('year')} error={errors.year?.message} />
        <TextField label="Make" options={suggestions.makes} {...register('make')} error={errors.make?.message} />
        <TextField label="Model" options={suggestions.models} {...register('model')} error={errors.model?.message} />
        <TextField label="Trim" {...register('trim')} error={errors.trim?.message} />
        <SelectField label="Fuel" choices={fuelKindName} {...register('fuel_kind')} error={errors.fuel_kind?.message} />
      </div>
      <fieldset className="grid gap-4 border-t border-line pt-4 sm:grid-cols-2">
        <legend className="float-left w-full text-lg font-semibold sm:col-span-2">Units of this vehicle</legend>
        <SelectField label="Distance" choices={distanceName} {...register('distance_unit')} />
        <SelectField label="Volume" choices={volumeName} {...register('volume_unit')} />
        <SelectField label="Consumption" choices={economyName} {...register('economy_unit')} />
        <TextField label="Currency" maxLength={3} className="uppercase" {...register('currency')} error={errors.currency?.message} />
      </fieldset>
      <TextArea label="Notes" {...register('notes')} error={errors.notes?.message} />
      <ErrorNotice error={failure} retry={isProblem(failure, 412) ? reload : undefined} />
      <div>
        <Button type="submit" isBusy={isSubmitting}>
          Save vehicle
        </Button>
      </div>
    </form>
  )
}
