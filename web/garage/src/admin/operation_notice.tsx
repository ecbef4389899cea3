import { Notice, Spinner } from '@motovaultpro/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { operationQuery, tenantsQuery, type Operation } from './tenants'

const doing: Record<Operation['kind'], string> = {
  create: 'Creating', suspend: 'Suspending', resume: 'Resuming', archive: 'Archiving', restore: 'Restoring', purge: 'Purging',
  rename: 'Renaming', move_plan: 'Changing the plan of', hibernate: 'Putting to sleep', wake: 'Waking', repair: 'Repairing',
}
const did: Record<Operation['kind'], string> = {
  create: 'created', suspend: 'suspended', resume: 'resumed', archive: 'archived', restore: 'restored', purge: 'purged',
  rename: 'renamed', move_plan: 'on another plan now', hibernate: 'asleep', wake: 'awake', repair: 'repaired',
}

/** How far a change of a tenant has come. */
export function OperationNotice({ started }: { started: Operation }) {
  const { data } = useQuery({ ...operationQuery(started.id), initialData: started })
  const client = useQueryClient()
  useEffect(() => {
    void client.invalidateQueries({ queryKey: tenantsQuery.queryKey })
  }, [client, data.state])
  const { kind, tenant, state, step, error } = data
  if (state === 'done') {
    return (
      <Notice kind="good">
        {tenant} is {did[kind]}.
      </Notice>
    )
  }
  if (state === 'failed' || state === 'cancelled') {
    return (
      <Notice kind="caution">
        {doing[kind]} {tenant} did not succeed{error ? `: ${error}` : '.'}
      </Notice>
    )
  }
  return (
    <Notice>
      <span className="flex items-center gap-2.5">
        <Spinner /> {doing[kind]} {tenant}
        {step ? `: ${step}` : ''}…
      </span>
    </Notice>
  )
}
