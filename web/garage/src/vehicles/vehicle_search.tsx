import { Combobox } from '@motovaultpro/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo, useState } from 'react'
import { searchQuery, yearIn, type Found } from './catalog'
import { UndoLine } from './undo_line'
import type { Cascade, Filling } from './use_cascade'

function shown(found: Found) {
  const years = found.year_from === found.year_to ? String(found.year_from) : `${found.year_from}–${found.year_to}`
  return { found, text: [found.make, found.model].filter(Boolean).join(' '), detail: found.model ? years : `make, ${years}` }
}

/** What picking a result writes; the year only where it was typed, or there is only one. */
export function pickedFrom(typed: string, { make, model, year_from, year_to }: Found): Filling {
  const year = yearIn(typed, model) ?? (year_from === year_to ? String(year_from) : undefined)
  return { ...(year ? { year } : {}), make, model: model ?? '' }
}

const hint = 'For example “2018 civic”. What you choose fills in the form.'

/** Type-ahead over the whole catalogue. Only the answer to what stands there now is shown: an earlier call is given up. */
export function VehicleSearch({ cascade }: { cascade: Cascade }) {
  const [typed, setTyped] = useState('')
  const asked = useDeferredValue(typed.trim())
  const isAsked = asked.length > 1
  const answer = useQuery({ ...searchQuery(isAsked ? asked.slice(0, 100) : ''), placeholderData: keepPreviousData })
  const found = isAsked && typed !== '' ? answer.data?.items : undefined
  const choices = useMemo(() => found?.map(shown) ?? [], [found])
  const filled = cascade.change && !cascade.change.by ? cascade.change : undefined
  return (
    <div className="grid gap-3">
      <Combobox
        // Not named after the fields it fills, so that "Make" and "Model" mean one field each.
        label="Find your vehicle"
        placeholder="Search make and model"
        hint={<span role="status">{found?.length === 0 ? 'Nothing found. Fill in the form by hand.' : hint}</span>}
        enterKeyHint="search"
        isFound
        value={typed}
        choices={choices}
        isLoading={answer.isFetching}
        onType={setTyped}
        onPick={({ found, text }) => {
          const values = pickedFrom(typed, found)
          setTyped('')
          const about_year = values.year ? '' : ` Made ${found.year_from} to ${found.year_to}: check the year.`
          cascade.replace(values, `${[values.year, text].filter(Boolean).join(' ')} filled in.${about_year}`)
        }}
      />
      <UndoLine text={filled?.text} undo={filled ? cascade.undo : undefined} />
    </div>
  )
}
