import type { Landing } from '@motovaultpro/api'
import { ErrorNotice, MessagePage, Page, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { meQuery, useSession } from '../session/session'
import { SignInButton } from '../session/sign_in'
import { pollAfter_ms } from './poll'
import { Standing } from './standing'

type Signups = Landing['OwnSignup'][]

/** The last request to each garage, the newest first. */
export function latestPerTenant(signups: Signups): Signups {
  const newestFirst = signups.toSorted((a, b) => b.requested_at.localeCompare(a.requested_at))
  return newestFirst.filter(({ tenant }, at) => newestFirst.findIndex((other) => other.tenant === tenant) === at)
}

const pendingIn = (me?: Landing['Me']) => me?.signups.filter(({ status }) => status === 'pending').map(({ tenant }) => tenant) ?? []

/** The garages whose answer this page has waited for. */
function useWaitedFor(me?: Landing['Me']): string[] {
  const [waitedFor, setWaitedFor] = useState<string[]>([])
  const more = pendingIn(me).filter((tenant) => !waitedFor.includes(tenant))
  if (more.length > 0) setWaitedFor([...waitedFor, ...more])
  return waitedFor
}

function MyRequests() {
  const { data: me, error, isPending, refetch } = useQuery({
    ...meQuery,
    // While something waits, and not while nobody looks; whoever comes back to the page is told at once.
    refetchInterval: ({ state }) => (pendingIn(state.data).length > 0 ? pollAfter_ms(state.dataUpdateCount + state.errorUpdateCount) : false),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: 'always',
  })
  const waitedFor = useWaitedFor(me)
  const signups = latestPerTenant(me?.signups ?? [])
  // Who still waits elsewhere is not taken away from here.
  const isGoing = pendingIn(me).length === 0
  return (
    <Page title={signups.length > 1 ? 'Your requests' : 'Your request'}>
      <ErrorNotice error={error} retry={() => void refetch()} />
      <div className="grid max-w-2xl gap-4">
        {isPending ? <Skeleton /> : null}
        {me && signups.length === 0 ? (
          <p>
            You have asked no garage yet.{' '}
            <Link to="/signup" className="font-medium text-accent underline underline-offset-4">
              Ask to join one
            </Link>
          </p>
        ) : null}
        {signups.map((signup) => (
          <Standing
            key={signup.id}
            signup={signup}
            membership={me?.memberships.find(({ tenant }) => tenant === signup.tenant)}
            isGoing={isGoing && waitedFor.includes(signup.tenant)}
          />
        ))}
      </div>
    </Page>
  )
}

export function ApprovalPendingPage() {
  const { data: session, error, isPending, refetch } = useSession()
  if (isPending) return <Skeleton />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  if (session) return <MyRequests />
  return (
    <MessagePage title="Your request">
      <p>Sign in to see where your request stands.</p>
      <SignInButton returnTo="/approval-pending" />
    </MessagePage>
  )
}
