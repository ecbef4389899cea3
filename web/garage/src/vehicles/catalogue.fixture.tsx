import { queryClientFor } from '@motovaultpro/ui'
import { QueryClientProvider } from '@tanstack/react-query'
import { render } from '@testing-library/react'
import { vi } from 'vitest'
import { accord, decoded } from './decoded.fixture'
import { VehicleFields } from './vehicle_form'
import { blankForm, type VehicleForm } from './vehicle_input'
import type { VehicleInput } from './vehicles'

type Answer = object | number | Promise<object>

const names = (...items: string[]) => ({ items: items.map((name, place) => ({ id: place + 1, name })), note: null })
const engine = { displacement_l: 2, cylinders: 4, configuration: null, fuel_secondary: null, engine_model: null, power_hp: null }

/** A small catalogue: paths below /api/catalog, with the query where it matters. */
export const small_catalogue: Record<string, Answer> = {
  years: { items: [2019, 2018, 2003] },
  'makes?year=2018': names('HONDA', 'TOYOTA'),
  'makes?year=2019': names('TOYOTA'),
  'makes?year=2003': names('HONDA'),
  'models?year=2018&make_id=1': names('Accord', 'Civic'),
  'models?year=2018&make_id=2': names('Corolla'),
  'models?year=2003&make_id=1': names('Accord'),
  'trims?year=2018&make_id=1&model_id=2': names('LX', 'Sport'),
  trims: { items: [], note: null },
  'engines?year=2018&make_id=1&model_id=2&trim=Sport': {
    items: [{ ...engine, name: '2.0 L, Gasoline', fuel: 'Gasoline' }, { ...engine, name: '2.2 L, Diesel', fuel: 'Diesel' }],
    note: null,
  },
  engines: { items: [], note: 'The catalogue names no engines of this model.' },
  search: { items: [{ make_id: 1, make: 'HONDA', model_id: 2, model: 'Civic', year_from: 1980, year_to: 2027 }] },
  'vin/1HGCM82633A004352': accord,
  'vin/JHMED7340JS000001': decoded({ vin: 'JHMED7340JS000001', year: 2018, year_candidates: [2018, 1988], make: 'HONDA', model: 'Civic' }),
}

const settings = { distance_unit: 'km', volume_unit: 'litre', economy_unit: 'l_per_100km', currency: 'EUR', time_zone: 'UTC' } as const

/** The form of a new vehicle over such a catalogue; a number is a refusal. `requests` are the paths asked for. */
export function openForm(answers: Record<string, Answer> = small_catalogue, start: Partial<VehicleForm> = {}, isNew = true) {
  const requests: string[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, search } = new URL(request.url)
    const path = pathname.replace('/api/catalog/', '')
    requests.push(path + search)
    const answer = await (answers[path + search] ?? answers[path] ?? 404)
    if (typeof answer !== 'number') return new Response(JSON.stringify(answer), { headers: { 'content-type': 'application/json' } })
    return new Response(JSON.stringify({ title: 'No', status: answer }), { status: answer, headers: { 'content-type': 'application/problem+json' } })
  })
  const saved: VehicleInput[] = []
  const save = async (input: VehicleInput) => void saved.push(input)
  render(
    <QueryClientProvider client={queryClientFor(() => {})}>
      <VehicleFields start={{ ...blankForm(settings), ...start }} isNew={isNew} save={save} />
    </QueryClientProvider>,
  )
  return { requests, saved, answers }
}
