import { isProblem, type Landing } from '@motovaultpro/api'
import { buttonLook, ErrorNotice, MessagePage, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { tenantQuery } from './signups'

interface Props {
  tenant: string
  children: (found: Landing['PublicTenant']) => ReactNode
}

/** Shows its children for a garage that takes requests to join. */
export function TenantGate({ tenant, children }: Props) {
  const { data: found, error, isPending, refetch } = useQuery(tenantQuery(tenant))
  if (isPending) return <Skeleton />
  if (found?.accepts_signups) return children(found)
  if (error && !isProblem(error, 404) && !isProblem(error, 422)) return <ErrorNotice error={error} retry={() => void refetch()} />
  return (
    <MessagePage title="No such garage to join">
      <p>
        The garage <strong>{tenant}</strong> does not exist or does not take sign-ups. Check the name with the people who run it.
      </p>
      <Link to="/signup" className={buttonLook('secondary')}>
        Enter another name
      </Link>
    </MessagePage>
  )
}
