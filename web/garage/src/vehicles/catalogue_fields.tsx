import { Button, Combobox, SelectField } from '@motovaultpro/ui'
import { useState } from 'react'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { fuelKindOf, type Engine } from './catalog'
import type { CatalogFields, Cascade } from './use_cascade'
import { UndoLine } from './undo_line'
import { useCatalogue } from './use_catalogue'
import type { Vin } from './use_vin'
import { fuelKindName, type VehicleForm } from './vehicle_input'

type Name = 'year' | 'make' | 'model' | 'trim'
const fields: { name: Name; label: string; inputMode?: 'numeric' }[] = [
  { name: 'year', label: 'Year', inputMode: 'numeric' },
  { name: 'make', label: 'Make' },
  { name: 'model', label: 'Model' },
  { name: 'trim', label: 'Trim' },
]

/** What the VIN says otherwise than the field. */
function DecodedOffer({ name, vin, form }: { name: keyof CatalogFields; vin: Vin; form: UseFormReturn<VehicleForm> }) {
  const offer = vin.offers[name]
  if (!offer) return null
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-ink">
      Decoded: {offer.text}
      <Button
        kind="quiet"
        isSmall
        className="-my-1.5"
        onClick={(event) => {
          vin.use(name, offer.value)
          // The button goes. Who pressed it by a key goes on in the field; a finger is spared the keyboard.
          if (event.detail === 0) form.setFocus(name)
        }}
      >
        Use<span className="sr-only"> {offer.text}</span>
      </Button>
    </span>
  )
}

/** The vehicle itself does not store its engine: choosing one says which fuel it takes. */
function EngineField({ engines, onChoose }: { engines: Engine[]; onChoose: (kind: VehicleForm['fuel_kind']) => void }) {
  const [chosen, setChosen] = useState('')
  const kind = engines[Number(chosen.slice(1))]
  const names = Object.fromEntries(engines.map(({ name }, place) => [`e${place}`, name]))
  return (
    <SelectField
      label="Engine"
      hint={chosen && kind && !fuelKindOf({ ...kind, electrification: null }) ? 'The catalogue does not name its fuel.' : 'Chooses the fuel; it is not saved.'}
      choices={{ '': 'Not chosen', ...names }}
      value={chosen}
      onChange={(event) => {
        setChosen(event.target.value)
        const engine = engines[Number(event.target.value.slice(1))]
        const fuel = event.target.value && engine ? fuelKindOf({ ...engine, electrification: null }) : undefined
        if (fuel) onChoose(fuel)
      }}
    />
  )
}

interface Props {
  form: UseFormReturn<VehicleForm>
  cascade: Cascade
  vin: Vin
  /** The person has chosen the fuel. */
  onFuel: () => void
}

/** Year, make, model, trim, engine and fuel: lists as far as the catalogue knows them, text fields otherwise. */
export function CatalogueFields({ form, cascade, vin, onFuel }: Props) {
  const [year, make, model, trim] = form.watch(['year', 'make', 'model', 'trim'])
  const cleared = cascade.change?.by ? cascade.change : undefined
  const { levels, engines } = useCatalogue({ year, make, model, trim })
  return (
    <>
      {fields.map(({ name, label, inputMode }) => (
        <Controller
          key={name}
          name={name}
          control={form.control}
          render={({ field, fieldState }) => (
            <Combobox
              ref={field.ref}
              name={name}
              label={label}
              inputMode={inputMode}
              value={field.value}
              choices={levels[name].choices}
              isLoading={levels[name].isLoading}
              unknown={vin.offers[name] ? undefined : levels[name].unknown}
              hint={vin.offers[name] ? <DecodedOffer name={name} vin={vin} form={form} /> : levels[name].hint}
              error={fieldState.error?.message}
              onType={(text) => cascade.type(name, text)}
              onPick={({ text }) => cascade.choose(name, text)}
              onLeave={() => {
                field.onBlur()
                if (name === 'make' || name === 'model') cascade.settle(name)
              }}
            />
          )}
        />
      ))}
      <UndoLine text={cleared?.text} undo={cleared ? cascade.undo : undefined} className="sm:col-span-2" />
      {engines && engines.items.length > 0 ? (
        <EngineField
          key={`${year} ${make} ${model} ${trim}`}
          engines={engines.items}
          onChoose={(kind) => {
            onFuel()
            form.setValue('fuel_kind', kind, { shouldDirty: true })
          }}
        />
      ) : null}
      <SelectField
        label="Fuel"
        choices={fuelKindName}
        hint={vin.offers.fuel_kind ? <DecodedOffer name="fuel_kind" vin={vin} form={form} /> : (engines?.note ?? undefined)}
        {...form.register('fuel_kind', { onChange: onFuel })}
        error={form.formState.errors.fuel_kind?.message}
      />
    </>
  )
}
