import { ApiError, isProblem } from '@motovaultpro/api'
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'

/** Server state for one site. `onSignedOut` runs when any call finds that the session is gone. */
export function queryClientFor(onSignedOut: (client: QueryClient) => void): QueryClient {
  const notice = (error: unknown) => {
    if (isProblem(error, 401)) onSignedOut(client)
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // A refusal stays one; only a server that did not answer is worth asking again.
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status > 0 && error.status < 500),
      },
    },
  })
  return client
}
