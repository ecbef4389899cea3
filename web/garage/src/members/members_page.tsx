import { ErrorNotice, Page, RecordTable, Skeleton, type Column } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { membersQuery, type Member } from './members'

export const roleText: Record<Member['role'], string> = {
  owner: 'Owner: everything',
  admin: 'Admin: settings and people',
  member: 'Member: vehicles and records',
  viewer: 'Viewer: reads only',
}

const columns: Column<Member>[] = [
  { key: 'name', header: 'Name', place: 'title', cell: ({ name }) => <span className="font-semibold">{name}</span> },
  { key: 'email', place: 'wide', header: 'E-mail', cell: ({ email }) => <span className="break-all">{email}</span> },
  { key: 'role', header: 'Role', cell: ({ role }) => roleText[role] },
  { key: 'state', header: 'Access', cell: ({ state }) => (state === 'active' ? 'Active' : <span className="font-medium text-caution">Suspended</span>) },
]

export function MembersPage() {
  const { data, error, isPending, refetch } = useQuery(membersQuery)
  return (
    <Page title="Members" lead="The people of this garage and what they may do.">
      <ErrorNotice error={error} retry={() => void refetch()} />
      {isPending ? <Skeleton lines={4} /> : null}
      {data ? <RecordTable caption="Members" columns={columns} rows={data.items} rowKey={({ sub }) => sub} /> : null}
    </Page>
  )
}
