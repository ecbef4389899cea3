import type { Landing } from '@motovaultpro/api'
import { buttonLook, ErrorNotice, MessagePage, Notice, Page, Skeleton, Spinner } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { meQuery, useSession } from '../session/session'
import { SignInButton } from '../session/sign_in'

const pollEvery_ms = 5000

/** The last request to each garage, the newest first. */
export function latestPerTenant(signups: Landing['Signup'][]): Landing['Signup'][] {
  const newestFirst = signups.toSorted((a, b) => b.requested_at.localeCompare(a.requested_at))
  return newestFirst.filter(({ tenant }, at) => newestFirst.findIndex((other) => other.tenant === tenant) === at)
}

function Standing({ signup, me }: { signup: Landing['Signup']; me: Landing['Me'] }) {
  const membership = me.memberships.find(({ tenant }) => tenant === signup.tenant)
  if (membership?.state === 'active') {
    return (
      <Notice kind="good">
        <h2 className="font-semibold">You are in</h2>
        <p className="mb-3">{membership.name} has approved your request.</p>
        <a href={membership.url} className={buttonLook()}>
          Open {membership.name}
        </a>
      </Notice>
    )
  }
  if (signup.status === 'rejected') {
    return (
      <Notice kind="caution">
        <h2 className="font-semibold">{signup.tenant} has turned your request down</h2>
        {signup.reason ? <p>Reason: {signup.reason}</p> : <p>No reason was given.</p>}
      </Notice>
    )
  }
  if (signup.status === 'pending' || signup.status === 'approved') {
    return (
      <Notice>
        <h2 className="flex items-center gap-2.5 font-semibold">
          <Spinner /> Waiting for {signup.tenant}
        </h2>
        <p>The people who run this garage have your request. This page moves on by itself when they decide; you may also close it.</p>
      </Notice>
    )
  }
  return (
    <Notice kind="caution">
      <h2 className="font-semibold">Your request to {signup.tenant} is no longer open</h2>
      <p>You may ask again.</p>
      <Link to="/signup/$tenant" params={{ tenant: signup.tenant }} className={buttonLook('quiet')}>
        Ask again
      </Link>
    </Notice>
  )
}

function MyRequests() {
  const { data: me, error, isPending, refetch } = useQuery({ ...meQuery, refetchInterval: pollEvery_ms })
  const signups = latestPerTenant(me?.signups ?? [])
  return (
    <Page title="Your request">
      <div className="grid max-w-2xl gap-4">
        <ErrorNotice error={error} retry={() => void refetch()} />
        {isPending ? <Skeleton /> : null}
        {me && signups.length === 0 ? (
          <p>
            You have asked no garage yet.{' '}
            <Link to="/signup" className="font-medium text-accent underline underline-offset-4">
              Ask to join one
            </Link>
          </p>
        ) : null}
        {me ? signups.map((signup) => <Standing key={signup.id} signup={signup} me={me} />) : null}
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
