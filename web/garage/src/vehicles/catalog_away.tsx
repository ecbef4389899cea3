import { Button, Notice } from '@motovaultpro/ui'
import { useQueryClient, type Query } from '@tanstack/react-query'
import { useState, useSyncExternalStore } from 'react'
import { isAwayError } from './catalog'

const isShown = (query: Query) => query.getObserversCount() > 0
const hasFailed = ({ state }: Query) => state.status === 'error' && isAwayError(state.error)
const isTriedAgain = ({ state }: Query) => state.status === 'pending' && state.errorUpdateCount > 0 && state.fetchStatus === 'fetching'

/** Whether any answer of the catalogue that this page needs did not come, and how to ask again. */
function useCatalogState() {
  const client = useQueryClient()
  const cache = client.getQueryCache()
  const now = useSyncExternalStore(
    (changed) => cache.subscribe(changed),
    () => {
      const queries = cache.findAll({ queryKey: ['catalog'] }).filter(isShown)
      if (queries.some(hasFailed)) return 'away'
      return queries.some(isTriedAgain) ? 'trying' : 'there'
    },
  )
  // While it is tried again, what was known before still holds: the notice does not flicker.
  const [before, setBefore] = useState(now)
  if (now !== 'trying' && now !== before) setBefore(now)
  return {
    isAway: (now === 'trying' ? before : now) === 'away',
    isTrying: now === 'trying',
    tryAgain: () => void client.refetchQueries({ queryKey: ['catalog'], predicate: (query) => isShown(query) && hasFailed(query) }),
  }
}

/** Says once for the whole form that the catalogue is away. Coming back to the page asks again, too. */
export function CatalogAway() {
  const { isAway, isTrying, tryAgain } = useCatalogState()
  if (!isAway) return null
  return (
    <Notice kind="caution">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p>The vehicle catalogue is not available at the moment. Fill in the form by hand.</p>
        <Button kind="quiet" isSmall className="-my-1 max-sm:-ml-3" isBusy={isTrying} onClick={tryAgain}>
          Try again
        </Button>
      </div>
    </Notice>
  )
}
