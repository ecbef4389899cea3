import { type Landing } from '@motovaultpro/api'
import { buttonLook, EmptyState, ErrorNotice, MessagePage, Page, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { meQuery, useSession } from '../session/session'
import { SignInButton } from '../session/sign_in'

function GarageLink({ membership }: { membership: Landing['MyMembership'] }) {
  const { tenant, name, role, url, state } = membership
  if (state !== 'active') {
    return (
      <div className="rounded-lg border border-line bg-sunken p-4">
        <p className="font-semibold">{name}</p>
        <p className="text-sm text-muted">Your access is suspended. Ask an owner of this garage.</p>
      </div>
    )
  }
  return (
    <a href={url} className="flex items-center gap-4 rounded-lg border border-line bg-surface p-4 hover:border-accent">
      <span className="min-w-0 flex-1">
        <span className="block font-semibold break-words">{name}</span>
        <span className="block text-sm text-muted">
          {tenant} · {role}
        </span>
      </span>
      <ArrowRight aria-hidden="true" className="size-5 text-accent" />
    </a>
  )
}

function MyGarages() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery)
  const waiting = me?.signups.filter(({ status }) => status === 'pending') ?? []
  return (
    <Page title="Which garage?" lead="Choose the garage to open.">
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending ? <Skeleton /> : null}
      {me && me.memberships.length === 0 ? (
        <EmptyState title="You are in no garage yet">
          <p>Ask the people who run one for its name, then ask to join it here.</p>
          <Link to="/signup" className={buttonLook()}>
            Ask to join a garage
          </Link>
        </EmptyState>
      ) : null}
      {me && me.memberships.length > 0 ? (
        <ul aria-label="Garages" className="grid gap-3 sm:grid-cols-2">
          {me.memberships.map((membership) => (
            <li key={membership.tenant}>
              <GarageLink membership={membership} />
            </li>
          ))}
        </ul>
      ) : null}
      {waiting.length > 0 ? (
        <p className="mt-6">
          {waiting.length === 1 ? 'One request is waiting for an answer. ' : `${waiting.length} requests are waiting for an answer. `}
          <Link to="/approval-pending" className="font-medium text-accent underline underline-offset-4">
            See where it stands
          </Link>
        </p>
      ) : null}
    </Page>
  )
}

export function GaragesPage() {
  const { data: session, error, isPending, refetch } = useSession()
  if (isPending) return <Skeleton />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  if (session) return <MyGarages />
  return (
    <MessagePage title="Which garage?">
      <p>Sign in to see your garages.</p>
      <SignInButton returnTo="/login" />
    </MessagePage>
  )
}
