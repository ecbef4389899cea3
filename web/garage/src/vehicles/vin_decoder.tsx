import { ApiError } from '@motovaultpro/api'
import { Button, Notice, TextField } from '@motovaultpro/ui'
import { useMutation } from '@tanstack/react-query'
import type { UseFormReturn } from 'react-hook-form'
import { decodeVin, normalVin, type DecodedVin } from './catalog'
import { filledFrom, type VehicleForm } from './vehicle_input'

function facts(decoded: DecodedVin): [string, string][] {
  const engine = [
    decoded.displacement_l ? `${decoded.displacement_l} L` : null,
    decoded.cylinders ? `${decoded.cylinders} cylinders` : null,
    decoded.engine_model,
  ]
  const all: [string, string | null | undefined][] = [
    ['Made by', decoded.manufacturer],
    ['Body', [decoded.body, decoded.doors ? `${decoded.doors} doors` : null].filter(Boolean).join(', ')],
    ['Engine', engine.filter(Boolean).join(', ')],
    ['Fuel', [decoded.fuel, decoded.electrification].filter(Boolean).join(', ')],
    ['Transmission', decoded.transmission],
    ['Drive', decoded.drive],
    ['Plant', decoded.plant],
  ]
  return all.filter((fact): fact is [string, string] => Boolean(fact[1]))
}

function Decoded({ decoded, take }: { decoded: DecodedVin; take: (vin: string) => void }) {
  const { suggestion } = decoded
  return (
    <div className="grid gap-3">
      {decoded.errors.length > 0 ? (
        <Notice kind="caution">
          <p className="font-medium">Check the number</p>
          <ul className="list-disc pl-5">
            {decoded.errors.map(({ code, message, position }) => (
              <li key={`${code}-${position ?? ''}`}>{message}</li>
            ))}
          </ul>
          {suggestion ? (
            <Button kind="quiet" isSmall onClick={() => take(suggestion)}>
              Use {suggestion} instead
            </Button>
          ) : null}
        </Notice>
      ) : null}
      {facts(decoded).length > 0 ? (
        <dl aria-label="Decoded from the VIN" className="grid gap-x-6 gap-y-1 rounded-md bg-sunken p-4 text-sm sm:grid-cols-2">
          {facts(decoded).map(([name, value]) => (
            <div key={name} className="flex gap-2">
              <dt className="w-28 shrink-0 text-muted">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  )
}

/** The VIN and what the catalogue makes of it. The form works without: a catalogue that is away is only said. */
export function VinDecoder({ form }: { form: UseFormReturn<VehicleForm> }) {
  const decode = useMutation({
    mutationFn: decodeVin,
    onSuccess: (decoded) => {
      const filled = filledFrom(decoded, form.getValues('nickname'))
      for (const [name, value] of Object.entries(filled)) {
        form.setValue(name as keyof VehicleForm, value as never, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
      }
    },
  })
  const run = (vin: string) => {
    form.setValue('vin', vin, { shouldDirty: true })
    if (vin === '') form.setError('vin', { message: 'Enter the number first.' }, { shouldFocus: true })
    else decode.mutate(vin)
  }
  const isAway = decode.error instanceof ApiError && (decode.error.status >= 500 || decode.error.status === 0)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <div className="min-w-56 flex-1">
          <TextField
            label="VIN"
            hint="The 17 characters on the windscreen or in the registration document. Optional."
            autoCapitalize="characters"
            spellCheck={false}
            className="font-mono uppercase"
            {...form.register('vin')}
            error={form.formState.errors.vin?.message}
          />
        </div>
        <Button kind="secondary" className="sm:mt-6.5" isBusy={decode.isPending} onClick={() => run(normalVin(form.getValues('vin')))}>
          Decode VIN
        </Button>
      </div>
      {isAway ? <Notice kind="caution">The vehicle catalogue is not available at the moment. Fill in the form by hand.</Notice> : null}
      {decode.error && !isAway ? <Notice kind="caution">{decode.error.message}</Notice> : null}
      {decode.data ? <Decoded decoded={decode.data} take={run} /> : null}
    </div>
  )
}
