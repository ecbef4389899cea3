import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { isWholeVin, normalVin, vinQuery, type DecodedVin } from './catalog'
import type { CatalogFields, Cascade } from './use_cascade'
import { offersOf, planFill, reverted, sayFilled, type Fill } from './vin_fill'
import type { VehicleForm } from './vehicle_input'

/**
 * The VIN of the form: asked about once it is whole, or on demand; what is known of it fills the form. An answer counts only while its number
 * is the one asked about last.
 */
export function useVin(form: UseFormReturn<VehicleForm>, put: Cascade['put'], isFuelOpen: () => boolean) {
  const [asked, setAsked] = useState<string | null>(null)
  const [fill, setFill] = useState<Fill | null>(null)
  const [isUndone, setUndone] = useState(false)
  const [said, setSaid] = useState('')
  const waiting = useRef<string | null>(null)
  const answer = useQuery(vinQuery(asked))
  const decoded = answer.data

  const apply = (found: DecodedVin) => {
    // First back to what the person wrote, so that nothing of another number stays.
    put(reverted(form.getValues(), fill), false)
    const next = planFill(form.getValues(), found, isFuelOpen())
    put(next.after, true)
    setFill(next)
    setUndone(false)
    setSaid(sayFilled(next))
  }
  useLayoutEffect(() => {
    if (!decoded || waiting.current !== asked) return
    waiting.current = null
    apply(decoded)
    // `apply` reads the form as it is now; only an answer starts it.
  }, [decoded, asked])

  const ask = (vin: string) => {
    if (vin === asked && decoded) return apply(decoded)
    waiting.current = vin
    if (vin === asked) void answer.refetch()
    else setAsked(vin)
  }
  const values = form.watch()
  const offers = decoded && !isUndone ? offersOf(values, decoded) : {}
  return {
    decoded,
    error: answer.error,
    isBusy: answer.isFetching,
    offers,
    said,
    ask,
    /** Every change of the field. */
    typed: (text: string) => {
      const vin = normalVin(text)
      if (vin === asked) return
      if (isWholeVin(vin)) ask(vin)
      else setAsked(null)
    },
    /** Takes what the number says of one field in place of what stands there. */
    use: (name: keyof CatalogFields, value: string) => {
      const before = form.getValues(name)
      put({ [name]: value }, true)
      setFill((former) => ({ before: { [name]: before, ...former?.before }, after: { ...former?.after, [name]: value } }))
    },
    undo:
      fill && Object.keys(fill.after).length > 0
        ? () => {
            put(reverted(form.getValues(), fill), false)
            setFill(null)
            setUndone(true)
            setSaid('The form is as it was before.')
          }
        : undefined,
  }
}

export type Vin = ReturnType<typeof useVin>
