import { formatDay, formatInstant } from '@motovaultpro/api'
import { Button, RecordTable, type Column } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { useTimeZone } from '../app/session'
import { membersQuery } from '../members/members'
import { stateOf, textOfScopes, type ApiKey } from './api_keys'

function StateText({ apiKey, zone }: { apiKey: ApiKey; zone: string }) {
  const state = stateOf(apiKey, Date.now())
  if (state === 'revoked') return <span className="text-muted">Revoked {formatDay(apiKey.revoked_at ?? '', zone)}</span>
  if (state === 'expired') return <span className="font-medium text-caution">Expired {formatDay(apiKey.expires_at ?? '', zone)}</span>
  return apiKey.expires_at ? `Until ${formatDay(apiKey.expires_at, zone)}` : 'Until revoked'
}

interface Props {
  keys: ApiKey[]
  /** Whose they are, in a column of its own. */
  withOwner: boolean
  onRevoke: (key: ApiKey) => void
}

export function ApiKeyTable({ keys, withOwner, onRevoke }: Props) {
  const zone = useTimeZone()
  const { data: members } = useQuery({ ...membersQuery, enabled: withOwner })
  const ownerOf = ({ owner_sub }: ApiKey) => members?.find(({ sub }) => sub === owner_sub)?.name ?? owner_sub
  const columns: Column<ApiKey>[] = [
    {
      key: 'name',
      header: 'Name',
      place: 'title',
      cell: ({ name, prefix }) => (
        <span className="block min-w-0">
          <span className="block font-semibold break-words">{name}</span>
          <code className="font-mono text-sm text-muted">{prefix}…</code>
        </span>
      ),
    },
    ...(withOwner ? [{ key: 'owner', header: 'Owner', place: 'wide' as const, cell: ownerOf }] : []),
    { key: 'access', header: 'May', place: 'wide', cell: ({ scopes }) => textOfScopes(scopes) },
    { key: 'used', header: 'Last used', cell: ({ last_used_at }) => (last_used_at ? formatInstant(last_used_at, zone) : 'Never') },
    { key: 'state', header: 'Works', cell: (key) => <StateText apiKey={key} zone={zone} /> },
    {
      key: 'actions',
      header: 'Actions',
      place: 'actions',
      isNumber: true,
      cell: (key) =>
        key.revoked_at ? null : (
          <Button kind="danger" isSmall className="sm:-my-1" aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
            Revoke
          </Button>
        ),
    },
  ]
  return <RecordTable caption="API keys, newest first" columns={columns} rows={keys} rowKey={({ id }) => id} />
}
