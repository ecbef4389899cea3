import { Button, Notice, TextField } from '@motovaultpro/ui'
import type { UseFormReturn } from 'react-hook-form'
import { isAwayError, normalVin } from './catalog'
import { UndoLine } from './undo_line'
import type { Vin } from './use_vin'
import type { VehicleForm } from './vehicle_input'
import { VinResult } from './vin_result'

/** The VIN and what the catalogue makes of it. The form works without it. */
export function VinDecoder({ form, vin }: { form: UseFormReturn<VehicleForm>; vin: Vin }) {
  const { decoded, error } = vin
  const take = (number: string) => {
    form.setValue('vin', number, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
    vin.ask(number)
  }
  const decode = () => {
    const number = normalVin(form.getValues('vin'))
    if (number === '') form.setError('vin', { message: 'Enter the number first.' }, { shouldFocus: true })
    else take(number)
  }
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-56 flex-1">
          <TextField
            label="VIN"
            hint="The 17 characters on the windscreen or in the registration document. Optional."
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck={false}
            className="font-mono uppercase"
            {...form.register('vin', {
              onChange: (event: { target: { value: string } }) => {
                if (!form.formState.isSubmitted) form.clearErrors('vin')
                vin.typed(event.target.value)
              },
            })}
            error={form.formState.errors.vin?.message}
          />
        </div>
        <Button kind="secondary" className="sm:mt-6" isBusy={vin.isBusy} onClick={decode}>
          Decode VIN
        </Button>
      </div>
      {error && !isAwayError(error) ? <Notice kind="caution">{error.message}</Notice> : null}
      {decoded ? (
        <VinResult decoded={decoded} year={form.watch('year')} takeVin={take} takeYear={(year) => vin.use('year', year)} />
      ) : null}
      <UndoLine text={vin.said} undo={vin.undo} />
    </div>
  )
}
