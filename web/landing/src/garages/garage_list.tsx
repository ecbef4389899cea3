import { type Landing } from '@motovaultpro/api'
import { buttonLook, EmptyState } from '@motovaultpro/ui'
import { Link } from '@tanstack/react-router'
import { ArrowRight } from 'lucide-react'
import { lastUsedFirst, rememberUse } from './last_used'

type Membership = Landing['MyMembership']

/** True if its person can open it now. */
export function isOpen({ state, tenant_status }: Membership): boolean {
  return state === 'active' && tenant_status === 'active'
}

function closedBecause({ tenant_status }: Membership): string {
  if (tenant_status === 'suspended') return 'This garage is suspended: its records are kept, but nobody can open them. Ask its owner.'
  return 'Your access is suspended. Ask the people who run this garage.'
}

function GarageLink({ membership }: { membership: Membership }) {
  const { tenant, name, role, url } = membership
  if (!isOpen(membership)) {
    return (
      <div className="h-full rounded-lg border border-line bg-sunken p-4">
        <p className="font-semibold break-words">{name}</p>
        <p className="text-sm text-muted">{closedBecause(membership)}</p>
      </div>
    )
  }
  return (
    <a
      href={url}
      onClick={() => rememberUse(tenant)}
      className="flex h-full items-center gap-4 rounded-lg border border-line bg-surface p-4 hover:border-accent"
    >
      <span className="min-w-0 flex-1">
        <span className="block font-semibold break-words">{name}</span>
        <span className="block text-sm text-muted">
          {new URL(url).host.split(':')[0]} · {role}
        </span>
      </span>
      <ArrowRight aria-hidden="true" className="size-5 shrink-0 text-accent" />
    </a>
  )
}

function Waiting({ me }: { me: Landing['Me'] }) {
  const waiting = me.signups.filter(({ status }) => status === 'pending')
  if (waiting.length === 0) return null
  const names = new Intl.ListFormat('en').format(waiting.map(({ tenant_name }) => tenant_name))
  return (
    <p className="mt-6">
      {waiting.length === 1 ? `Your request to join ${names} is waiting for an answer. ` : `Your requests to join ${names} are waiting for answers. `}
      <Link to="/approval-pending" className="font-medium text-accent underline underline-offset-4">
        See where {waiting.length === 1 ? 'it stands' : 'they stand'}
      </Link>
    </p>
  )
}

/** The person's garages, the last used first, their waiting requests, and what to do for whoever has neither. */
export function GarageList({ me }: { me: Landing['Me'] }) {
  return (
    <>
      {me.memberships.length === 0 ? (
        <EmptyState title="You are in no garage yet">
          <p>Ask the people who run one for its name, then ask to join it here. If they have invited you, open the link in their mail.</p>
          <Link to="/signup" className={buttonLook()}>
            Ask to join a garage
          </Link>
        </EmptyState>
      ) : (
        <ul aria-label="Garages" className="grid gap-3 sm:grid-cols-2">
          {lastUsedFirst(me.memberships).map((membership) => (
            <li key={membership.tenant}>
              <GarageLink membership={membership} />
            </li>
          ))}
        </ul>
      )}
      <Waiting me={me} />
    </>
  )
}
