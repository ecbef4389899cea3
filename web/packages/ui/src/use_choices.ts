import { useMemo, useState, type KeyboardEvent } from 'react'
import { around, isSameText, matching, type Choice, type Matches } from './combobox_matches'

interface Options<C> {
  value: string
  choices: readonly C[]
  /** `choices` fit the text already, and the first is what Enter takes. */
  isFound: boolean
  pick: (choice: C) => void
}

/** What a combobox shows, which row is active, and what the keys do. */
export function useChoices<C extends Choice>({ value, choices, isFound, pick }: Options<C>) {
  const [isAsked, setAsked] = useState(false)
  const [hasTyped, setTyped] = useState(false)
  const [moved, setMoved] = useState<number | null>(null)
  const chosen = useMemo(() => choices.findIndex(({ text }) => isSameText(text, value)), [choices, value])
  const { shown, more }: Matches<C> = useMemo(() => {
    if (!isAsked) return { shown: [], more: 0 }
    if (isFound) return { shown: [...choices], more: 0 }
    return hasTyped ? matching(choices, value) : around(choices, chosen)
  }, [isAsked, isFound, hasTyped, choices, value, chosen])

  const isOpen = isAsked && choices.length > 0
  const atStart = isFound ? 0 : hasTyped || chosen < 0 ? -1 : shown.indexOf(choices[chosen] as C)
  const active = isOpen ? Math.min(moved ?? atStart, shown.length - 1) : -1

  const close = () => setAsked(false)
  const open = () => {
    setAsked(true)
    setTyped(false)
    setMoved(null)
  }
  const typed = () => {
    setAsked(true)
    setTyped(true)
    setMoved(null)
  }
  const take = (choice: C) => {
    close()
    pick(choice)
  }
  const move = (to: number) => setMoved(Math.max(0, Math.min(to, shown.length - 1)))

  const arrow = (event: KeyboardEvent, step: 1 | -1) => {
    event.preventDefault()
    if (!isOpen) return open()
    if (event.altKey && step < 0) return close()
    const last = shown.length - 1
    move(step > 0 ? (active >= last ? 0 : active + 1) : active <= 0 ? last : active - 1)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter ends the composition of a character first.
    if (event.nativeEvent.isComposing) return
    const row = shown[active]
    if (event.key === 'ArrowDown') arrow(event, 1)
    else if (event.key === 'ArrowUp') arrow(event, -1)
    // In a search, Enter is never about the form around it.
    else if (!isOpen) return event.key === 'Enter' && isFound ? event.preventDefault() : undefined
    else if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault()
      move(active + (event.key === 'PageDown' ? 10 : -10))
    } else if (event.key === 'Enter') {
      // The first Enter is about the list, the next about the form.
      event.preventDefault()
      if (row) take(row)
      else close()
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (event.key === 'Tab' && row && moved !== null) take(row)
  }
  return { isOpen, shown, more, active, isUnknown: choices.length > 0 && value.trim() !== '' && chosen < 0, open, close, typed, take, onKeyDown }
}
