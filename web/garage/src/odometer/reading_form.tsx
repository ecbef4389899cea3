import { distanceLabel, fromWallClock, metresFrom, parseDistance, toWallClock } from '@motovaultpro/api'
import { Button, checkedBy, ErrorNotice, showProblem, TextField, useToast } from '@motovaultpro/ui'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import type { Vehicle } from '../vehicles/vehicles'
import { useRecordReading } from './readings'

interface ReadingForm {
  read_at: string
  odometer: string
  note: string
}

const schema = z.looseObject({
  read_at: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'Date and time, please.')),
  odometer: z.string().check(z.refine((text) => (parseDistance(text) ?? -1) >= 0, 'The number the odometer shows.')),
  note: z.string().check(z.maxLength(2000, 'At most 2000 characters.')),
})

const names = { read_at: 'read_at', odometer_m: 'odometer', note: 'note' } as const

export function ReadingFields({ vehicle, zone }: { vehicle: Vehicle; zone: string }) {
  const start = () => ({ read_at: toWallClock(Date.now(), zone), odometer: '', note: '' })
  const form = useForm<ReadingForm>({ defaultValues: start(), resolver: checkedBy(schema) })
  const { errors, isSubmitting } = form.formState
  const record = useRecordReading(vehicle.id)
  const [failure, setFailure] = useState<unknown>(null)
  const toast = useToast()
  const submit = form.handleSubmit(async ({ read_at, odometer, note }) => {
    setFailure(null)
    try {
      await record.mutateAsync({
        read_at: fromWallClock(read_at, zone),
        odometer_m: metresFrom(vehicle.distance_unit, parseDistance(odometer) ?? 0),
        note: note.trim() || null,
      })
      form.reset(start())
      toast('Reading recorded')
    } catch (error) {
      setFailure(showProblem(form, error, names))
    }
  })
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div className="grid items-start gap-4 sm:grid-cols-3">
        <TextField
          label="Odometer"
          inputMode="decimal"
          suffix={distanceLabel[vehicle.distance_unit]}
          {...form.register('odometer')}
          error={errors.odometer?.message}
        />
        <TextField label="Read at" type="datetime-local" {...form.register('read_at')} error={errors.read_at?.message} />
        <TextField label="Note" {...form.register('note')} error={errors.note?.message} />
      </div>
      <ErrorNotice error={failure} />
      <div>
        <Button type="submit" kind="secondary" isBusy={isSubmitting}>
          Record reading
        </Button>
      </div>
    </form>
  )
}
