import { Button, ErrorNotice, Skeleton } from '@motovaultpro/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { platformAuditQuery } from './audit'
import { AuditList } from './audit_list'
import { namesFrom } from './names'

/** Who did what in all tenants and on the platform itself. */
export function PlatformAudit() {
  const audit = useInfiniteQuery(platformAuditQuery)
  const entries = audit.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby="audit" className="grid gap-4">
      <h2 id="audit" className="text-lg font-semibold">
        What was done
      </h2>
      <div>
        <ErrorNotice error={audit.error} retry={() => void audit.refetch()} />
        {audit.isPending ? <Skeleton lines={4} /> : null}
        {entries.length > 0 ? <AuditList entries={entries} nameOf={namesFrom([], entries)} withTenant /> : null}
      </div>
      {audit.hasNextPage ? (
        <div>
          <Button kind="secondary" isBusy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </section>
  )
}
