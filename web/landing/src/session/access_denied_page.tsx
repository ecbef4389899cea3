import { buttonLook, ErrorNotice, MessagePage, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from '@tanstack/react-router'
import { latestPerTenant } from '../signup/approval_pending_page'
import { Standing } from '../signup/standing'
import { meQuery, useSession } from './session'
import { SignInButton } from './sign_in'

function MyGarages() {
  return (
    <Link to="/garages" className={buttonLook('secondary')}>
      My garages
    </Link>
  )
}

function Reason({ tenant }: { tenant: string }) {
  const { data: me, error, isPending, refetch } = useQuery(meQuery)
  if (isPending) return <Skeleton lines={2} />
  if (!me) return <ErrorNotice error={error} retry={() => void refetch()} />
  const membership = me.memberships.find((one) => one.tenant === tenant)
  const signup = latestPerTenant(me.signups).find((one) => one.tenant === tenant)
  if (!membership && !signup) return <NeverIn tenant={tenant} />
  return (
    <>
      <Standing membership={membership} signup={signup} />
      <MyGarages />
    </>
  )
}

/** For somebody who never had to do with that garage, or came here without the name of one. */
function NeverIn({ tenant }: { tenant?: string }) {
  return (
    <>
      <p>You are signed in, but {tenant ?? 'this garage'} has not let you in. Ask to join it, or choose one of yours.</p>
      <div className="flex flex-wrap gap-3">
        {tenant ? (
          <Link to="/signup/$tenant" params={{ tenant }} className={buttonLook()}>
            Ask to join
          </Link>
        ) : (
          <Link to="/signup" className={buttonLook()}>
            Ask to join a garage
          </Link>
        )}
        <MyGarages />
      </div>
    </>
  )
}

/** What a signed-in person is told. */
function Denial({ tenant }: { tenant?: string }) {
  return tenant ? <Reason tenant={tenant} /> : <NeverIn />
}

/** Says why the garage of `?tenant=` does not let the person in. */
export function AccessDeniedPage() {
  const { search } = useLocation()
  const { data: session, error, isPending, refetch } = useSession()
  const tenant = 'tenant' in search && typeof search.tenant === 'string' ? search.tenant : undefined
  if (isPending) return <Skeleton />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  return (
    <MessagePage title="Access denied">
      {session ? (
        <Denial tenant={tenant} />
      ) : (
        <>
          <p>Sign in to see why.</p>
          <SignInButton returnTo={tenant ? `/access-denied?tenant=${encodeURIComponent(tenant)}` : '/access-denied'} />
        </>
      )}
    </MessagePage>
  )
}
