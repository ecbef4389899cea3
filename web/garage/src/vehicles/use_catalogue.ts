import { isSameText, type Choice } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { enginesQuery, makesQuery, modelsQuery, trimsQuery, yearsQuery, type ModelOfYear } from './catalog'
import type { VehicleForm } from './vehicle_input'

/** What the catalogue offers for one field. */
export interface Level {
  choices: Choice[]
  isLoading: boolean
  hint?: string
  unknown: string
}

interface Named {
  name: string
}

function useNames(items: readonly Named[] | undefined): Choice[] {
  return useMemo(() => items?.map(({ name }) => ({ text: name })) ?? [], [items])
}

/** The item of that name. Kept: there are over a thousand makes, and this runs with every key. */
function useNamed<Item extends Named>(items: readonly Item[] | undefined, text: string): Item | undefined {
  return useMemo(() => items?.find(({ name }) => isSameText(name, text)), [items, text])
}

/**
 * Year, make, model, trim and engine, each as far as the ones before it are known to the catalogue.
 * Nothing is offered while it is away: the form is text fields then.
 */
export function useCatalogue({ year, make, model, trim }: Pick<VehicleForm, 'year' | 'make' | 'model' | 'trim'>) {
  const years = useQuery(yearsQuery)
  const of_year = years.data?.items.find((item) => String(item) === year.trim())
  const makes = useQuery(makesQuery(of_year))
  const make_id = useNamed(makes.data?.items, make)?.id
  const of_make = of_year !== undefined && make_id !== undefined ? { year: of_year, make_id } : undefined
  const models = useQuery(modelsQuery(of_make))
  const model_id = useNamed(models.data?.items, model)?.id
  const of_model: ModelOfYear | undefined = of_make && model_id !== undefined ? { ...of_make, model_id } : undefined
  const trims = useQuery(trimsQuery(of_model))
  const known_trim = useNamed(trims.data?.items, trim)?.name
  // Before the trims are there, a trim that will be known would be asked for as any.
  const engines = useQuery(enginesQuery(of_model && !trims.isLoading ? { ...of_model, ...(known_trim ? { trim: known_trim } : {}) } : undefined))

  const ask_year = years.data && year.trim() === '' ? 'Give the year to choose from a list.' : undefined
  const none = (items: readonly unknown[] | undefined, what: string) => (items?.length === 0 ? `The catalogue names no ${what}.` : undefined)
  const for_year = `Not in the catalogue for ${year.trim()}: kept as typed`
  const levels: Record<'year' | 'make' | 'model' | 'trim', Level> = {
    year: {
      choices: useMemo(() => years.data?.items.map((item) => ({ text: String(item) })) ?? [], [years.data]),
      isLoading: years.isLoading,
      unknown: 'Not in the catalogue: kept as typed',
    },
    make: {
      choices: useNames(makes.data?.items),
      isLoading: makes.isLoading,
      hint: ask_year ?? none(makes.data?.items, 'makes for this year'),
      unknown: for_year,
    },
    model: {
      choices: useNames(models.data?.items),
      isLoading: models.isLoading,
      hint: none(models.data?.items, `models of this make for ${year.trim()}`),
      unknown: for_year,
    },
    trim: {
      choices: useNames(trims.data?.items),
      isLoading: trims.isLoading,
      hint: trims.data?.note ?? none(trims.data?.items, 'trims for this model'),
      unknown: for_year,
    },
  }
  return { levels, engines: engines.data }
}
