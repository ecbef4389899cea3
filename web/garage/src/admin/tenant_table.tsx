import { formatDay } from '@motovaultpro/api'
import { Button, RecordTable, type Column } from '@motovaultpro/ui'
import { useTimeZone } from '../app/session'
import { landingUrl } from '../app/site'
import type { Tenant } from './tenants'

const tone: Record<Tenant['status'], string> = {
  provisioning: 'text-accent',
  active: 'text-good',
  suspended: 'text-caution',
  archived: 'text-muted',
  purged: 'text-muted',
  failed: 'text-danger',
}

function addressOf(tenant: Tenant): string {
  const url = new URL(landingUrl('/'))
  url.host = `${tenant.subdomain}.${url.host}`
  return url.href
}

interface Props {
  tenants: Tenant[]
  onSuspend: (tenant: Tenant) => void
  onResume: (tenant: Tenant) => void
}

export function TenantTable({ tenants, onSuspend, onResume }: Props) {
  const zone = useTimeZone()
  const columns: Column<Tenant>[] = [
    {
      key: 'name',
      header: 'Tenant',
      place: 'title',
      cell: (tenant) => (
        <span>
          <span className="font-semibold">{tenant.name}</span>
          <a href={addressOf(tenant)} className="flex min-h-11 items-center text-sm text-accent underline underline-offset-4 sm:min-h-0">
            {tenant.id}
          </a>
        </span>
      ),
    },
    { key: 'status', header: 'Status', cell: ({ status }) => <span className={`font-medium ${tone[status]}`}>{status}</span> },
    { key: 'stack', header: 'Stack', cell: ({ stack }) => stack },
    { key: 'plan', header: 'Plan', cell: ({ plan }) => plan },
    { key: 'since', header: 'Since', cell: ({ created_at }) => formatDay(created_at, zone) },
    {
      key: 'actions',
      header: 'Actions',
      place: 'actions',
      isNumber: true,
      cell: (tenant) => (
        <span className="flex w-full justify-end sm:-my-1">
          {tenant.status === 'active' && tenant.id !== 'admin' ? (
            <Button kind="danger" isSmall onClick={() => onSuspend(tenant)}>
              Suspend
            </Button>
          ) : null}
          {tenant.status === 'suspended' ? (
            <Button kind="secondary" isSmall onClick={() => onResume(tenant)}>
              Resume
            </Button>
          ) : null}
        </span>
      ),
    },
  ]
  return <RecordTable caption="Tenants" columns={columns} rows={tenants} rowKey={({ id }) => id} />
}
