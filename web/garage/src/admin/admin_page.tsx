import { Button, ConfirmDialog, EmptyState, ErrorNotice, FormDialog, MessagePage, Page, Skeleton } from '@motovaultpro/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { isPlatformGarage, sessionQuery } from '../app/session'
import { PlatformAudit } from '../audit/platform_audit'
import { SignupList } from '../signups/signup_list'
import { allSignupsQuery } from '../signups/signups'
import { OperationNotice } from './operation_notice'
import { TenantFields } from './tenant_form'
import { TenantTable } from './tenant_table'
import { tenantsQuery, useChangeTenant, type Operation, type Tenant } from './tenants'

function Tenants() {
  const tenants = useInfiniteQuery(tenantsQuery)
  const change = useChangeTenant()
  const [isCreating, setCreating] = useState(false)
  const [closing, setClosing] = useState<Tenant | null>(null)
  const [started, setStarted] = useState<Operation[]>([])
  const follow = (operation: Operation) => setStarted((before) => [operation, ...before.filter(({ tenant }) => tenant !== operation.tenant)])
  const items = tenants.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby="tenants" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h2 id="tenants" className="text-lg font-semibold">
          Tenants
        </h2>
        <Button icon={<Plus aria-hidden="true" className="size-4" />} onClick={() => setCreating(true)}>
          Create tenant
        </Button>
      </div>
      {started.map((operation) => (
        <OperationNotice key={operation.id} started={operation} />
      ))}
      <ErrorNotice error={tenants.error ?? (closing ? null : change.error)} retry={tenants.error ? () => void tenants.refetch() : undefined} />
      {tenants.isPending ? <Skeleton lines={4} /> : null}
      {items.length > 0 ? (
        <TenantTable
          tenants={items}
          onSuspend={setClosing}
          onResume={({ id }) => change.mutate({ kind: 'resume', tenant: id }, { onSuccess: ({ operation }) => follow(operation) })}
        />
      ) : null}
      {tenants.hasNextPage ? (
        <div>
          <Button kind="secondary" onClick={() => void tenants.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
      <FormDialog title="Create a tenant" isOpen={isCreating} onClose={() => setCreating(false)}>
        <TenantFields
          onCancel={() => setCreating(false)}
          onStarted={(operation) => {
            follow(operation)
            setCreating(false)
          }}
        />
      </FormDialog>
      <ConfirmDialog
        title={`Suspend ${closing?.name ?? ''}?`}
        text="Nobody can open the garage until it is resumed. Its data stays."
        confirm="Suspend"
        isOpen={closing !== null}
        isBusy={change.isPending}
        error={change.error}
        onClose={() => {
          change.reset()
          setClosing(null)
        }}
        onConfirm={() => {
          if (!closing) return
          change.mutate(
            { kind: 'suspend', tenant: closing.id, reason: '' },
            {
              onSuccess: ({ operation }) => {
                follow(operation)
                setClosing(null)
              },
            },
          )
        }}
      />
    </section>
  )
}

function Requests() {
  const { data, error, isPending, refetch } = useQuery(allSignupsQuery)
  return (
    <section aria-labelledby="requests" className="grid gap-4">
      <h2 id="requests" className="text-lg font-semibold">
        Sign-ups of all tenants
      </h2>
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending ? <Skeleton /> : null}
      {data?.items.length === 0 ? <EmptyState title="Nobody is waiting" /> : null}
      {data && data.items.length > 0 ? <SignupList signups={data.items} scope="all" /> : null}
    </section>
  )
}

export function AdminPage() {
  const { data: session } = useQuery(sessionQuery)
  if (!session || !isPlatformGarage(session)) {
    return (
      <MessagePage title="No such page">
        <p>This part is for administrators of the platform, at its own garage.</p>
      </MessagePage>
    )
  }
  return (
    <Page title="Platform" lead="All tenants, the people who ask to join them, and what was done.">
      <div className="grid gap-12">
        <Tenants />
        <Requests />
        <PlatformAudit />
      </div>
    </Page>
  )
}
