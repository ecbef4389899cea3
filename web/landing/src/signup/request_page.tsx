import { Button, ErrorNotice, MessagePage, Skeleton } from '@motovaultpro/ui'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useSession } from '../session/session'
import { RequestToJoin } from './request_to_join'
import { takeStarted } from './signups'
import { TenantGate } from './tenant_gate'

const route = getRouteApi('/signup/$tenant/request')

/** Where signing up comes back to. */
export function RequestPage() {
  const { tenant } = route.useParams()
  const { data: session, error, isPending, refetch } = useSession()
  const [isStarted] = useState(() => takeStarted(tenant))
  const navigate = useNavigate()
  if (isPending) return <Skeleton />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  return (
    <TenantGate tenant={tenant}>
      {(found) => (
        <MessagePage title={`Join ${found.name}`}>
          {session ? (
            <RequestToJoin tenant={found} name={session.user.name} email={session.user.email} isStarted={isStarted} />
          ) : (
            <>
              <p>You are not signed in, so no request was sent.</p>
              <Button onClick={() => void navigate({ to: '/signup/$tenant', params: { tenant } })}>Back to sign-up</Button>
            </>
          )}
        </MessagePage>
      )}
    </TenantGate>
  )
}
