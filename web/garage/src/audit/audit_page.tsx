import { Button, EmptyState, ErrorNotice, Notice, Page, Skeleton } from '@motovaultpro/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMay, useTimeZone } from '../app/session'
import { membersQuery } from '../members/members'
import { auditQuery } from './audit'
import { AuditList } from './audit_list'
import { namesFrom } from './names'

/** Who did what in this garage, for its admins. */
export function AuditPage() {
  const mayRead = useMay('admin')
  const zone = useTimeZone()
  const audit = useInfiniteQuery({ ...auditQuery, enabled: mayRead })
  const { data: members } = useQuery({ ...membersQuery, enabled: mayRead })
  const entries = audit.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page
      title="What was done"
      eyebrow={
        <Link to="/settings" className="inline-flex min-h-11 items-center underline underline-offset-4 sm:min-h-0">
          Settings
        </Link>
      }
      lead={`Who changed people, keys and settings, newest first. Times are those of ${zone.replaceAll('_', ' ')}. Nobody can change this list.`}
    >
      {mayRead ? null : <Notice>Admins of this garage may read this.</Notice>}
      <ErrorNotice error={audit.error} retry={() => void audit.refetch()} />
      <div className="grid gap-4">
        {mayRead && audit.isPending ? <Skeleton lines={6} /> : null}
        {audit.isSuccess && entries.length === 0 ? <EmptyState title="Nothing yet" /> : null}
        {entries.length > 0 ? <AuditList entries={entries} nameOf={namesFrom(members ?? [], entries)} /> : null}
        {audit.hasNextPage ? (
          <div>
            <Button kind="secondary" isBusy={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </div>
    </Page>
  )
}
