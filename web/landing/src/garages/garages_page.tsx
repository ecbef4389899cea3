import { ErrorNotice, MessagePage, Page, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { meQuery, useSession } from '../session/session'
import { SignInButton } from '../session/sign_in'
import { GarageList, isOpen } from './garage_list'
import { Going } from './going'

function MyGarages({ isPassing }: { isPassing: boolean }) {
  const { data: me, error, isPending, refetch } = useQuery(meQuery)
  const [only, ...others] = me?.memberships ?? []
  if (isPassing && only && others.length === 0 && isOpen(only)) {
    return (
      <MessagePage title={only.name}>
        <Going garage={only} />
      </MessagePage>
    )
  }
  return (
    <Page title="Which garage?" lead={me?.memberships.length ? 'Choose the garage to open.' : undefined}>
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending ? <Skeleton /> : null}
      {me ? <GarageList me={me} /> : null}
    </Page>
  )
}

/** The person's garages. `isPassing`: they come from signing in, and whoever has one garage only goes on to it. */
export function GaragesPage({ isPassing = false }: { isPassing?: boolean }) {
  const { data: session, error, isPending, refetch } = useSession()
  if (isPending) return <Skeleton />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  if (session) return <MyGarages isPassing={isPassing} />
  return (
    <MessagePage title="Which garage?">
      <p>Sign in to see your garages.</p>
      <SignInButton returnTo="/login" />
    </MessagePage>
  )
}
