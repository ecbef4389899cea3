import { isSameText } from '@motovaultpro/ui'
import { useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import type { VehicleForm } from './vehicle_input'

/** The fields that the catalogue can fill. */
export type CatalogFields = Pick<VehicleForm, 'nickname' | 'year' | 'make' | 'model' | 'trim' | 'fuel_kind'>
export type Filling = Partial<CatalogFields>

type Chosen = 'year' | 'make' | 'model' | 'trim'
type Settling = 'make' | 'model'

const dependents = { make: ['model', 'trim'], model: ['trim'] } as const

/** What happened to fields other than the one in hand, and how they were before. */
export interface Change {
  text: string
  before: Filling
  /** The field whose change cleared others. */
  by?: Settling
}

/**
 * What changes together. A model that was chosen from the list of one make says nothing about another and is cleared with it, and so is a
 * trim with its model; what was typed freely stays. Coming back to the former make brings them back, and so does `undo`.
 */
export function useCascade(form: UseFormReturn<VehicleForm>) {
  const from_list = useRef<Partial<Record<Chosen, string>>>({})
  const settled = useRef({ make: form.getValues('make'), model: form.getValues('model') })
  const [change, setChange] = useState<Change | null>(null)

  /** Writes fields and clears none; what comes from the catalogue may be cleared later. */
  const put = (values: Filling, isFromCatalogue: boolean) => {
    for (const [name, value] of Object.entries(values) as [keyof CatalogFields, string][]) {
      form.setValue(name, value, { shouldDirty: true, shouldValidate: form.formState.isSubmitted || name in form.formState.errors })
      if (name === 'make' || name === 'model') settled.current[name] = value
      if (isFromCatalogue && name !== 'nickname' && name !== 'fuel_kind') from_list.current[name] = value
    }
  }

  /** The text of the field is meant now: clears what was chosen for the former one, or brings it back. */
  const settle = (name: Settling) => {
    const now = form.getValues(name)
    const former = settled.current[name]
    if (isSameText(now, former)) return
    settled.current[name] = now
    if (change?.by === name && isSameText(change.before[name] ?? '', now) && dependents[name].every((field) => form.getValues(field) === '')) {
      put({ ...change.before, [name]: now }, false)
      setChange(null)
      return
    }
    const cleared = dependents[name].filter((field) => form.getValues(field) !== '' && from_list.current[field] === form.getValues(field))
    if (cleared.length === 0) return
    const before: Filling = { [name]: former, ...Object.fromEntries(cleared.map((field) => [field, form.getValues(field)])) }
    put(Object.fromEntries(cleared.map((field) => [field, ''])), false)
    const what = cleared.length > 1 ? 'Model and trim' : `The ${cleared[0]}`
    setChange({ text: `${what} belonged to the other ${name} and ${cleared.length > 1 ? 'were' : 'was'} cleared.`, before, by: name })
  }

  return {
    change,
    put,
    settle,
    /** One choice from a field's own list. */
    choose: (name: Chosen, value: string) => {
      form.setValue(name, value, { shouldDirty: true, shouldValidate: form.formState.isSubmitted || name in form.formState.errors })
      from_list.current[name] = value
      if (name !== 'make') setChange(null)
      if (name === 'make' || name === 'model') settle(name)
    },
    /** A field is typed into: what was cleared there before is of no interest any more. */
    type: (name: Chosen, value: string) => {
      form.setValue(name, value, { shouldDirty: true, shouldValidate: form.formState.isSubmitted })
      if (name !== 'make') setChange(null)
    },
    /** Several at once, for example from the search; a trim that was chosen for another model goes. */
    replace: (values: Filling, text: string) => {
      const trim = form.getValues('trim')
      const isOther = !isSameText(values.make ?? '', form.getValues('make')) || !isSameText(values.model ?? '', form.getValues('model'))
      const all: Filling = isOther && trim !== '' && from_list.current.trim === trim ? { ...values, trim: '' } : values
      const names = Object.keys(all) as (keyof CatalogFields)[]
      setChange({ text, before: Object.fromEntries(names.map((name) => [name, form.getValues(name)])) })
      put(all, true)
    },
    undo: () => {
      if (change) put(change.before, false)
      setChange(null)
    },
  }
}

export type Cascade = ReturnType<typeof useCascade>
