import { distanceName, economyName, isProblem, volumeName } from '@motovaultpro/api'
import { Button, checkedBy, ErrorNotice, SelectField, showProblem, TextArea, TextField } from '@motovaultpro/ui'
import { useRef, useState } from 'react'
import { useForm } from 'react-hook-form'
import { CatalogAway } from './catalog_away'
import { CatalogueFields } from './catalogue_fields'
import { useCascade } from './use_cascade'
import { useVin } from './use_vin'
import { toInput, vehicleSchema, type VehicleForm } from './vehicle_input'
import { VehicleSearch } from './vehicle_search'
import type { VehicleInput } from './vehicles'
import { VinDecoder } from './vin_decoder'

interface Props {
  start: VehicleForm
  /** Nothing of it is chosen yet, the fuel neither. */
  isNew?: boolean
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

export function VehicleFields({ start, isNew = false, save, reload }: Props) {
  const form = useForm<VehicleForm>({ defaultValues: start, resolver: checkedBy(vehicleSchema) })
  const { register, formState } = form
  const { errors, isSubmitting } = formState
  const [failure, setFailure] = useState<unknown>(null)
  const isFuelChosen = useRef(!isNew)
  const cascade = useCascade(form)
  const vin = useVin(form, cascade.put, () => !isFuelChosen.current)
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
      <div className="grid gap-4">
        <CatalogAway />
        {isNew ? <VehicleSearch cascade={cascade} /> : null}
        <VinDecoder form={form} vin={vin} />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Name" hint="What you call it" {...register('nickname')} error={errors.nickname?.message} />
        <TextField label="Licence plate" {...register('license_plate')} error={errors.license_plate?.message} />
        <CatalogueFields form={form} cascade={cascade} vin={vin} onFuel={() => (isFuelChosen.current = true)} />
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
