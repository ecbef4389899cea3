import { formatInstant } from '@motovaultpro/api'
import { RecordTable, type Column } from '@motovaultpro/ui'
import { useTimeZone } from '../app/session'
import { sentence, type Act } from './sentence'

interface Entry extends Act {
  id: number
  at: string
  remote: string
  source?: string
  tenant?: string | null
}

/** What the services write for a caller whose address nobody vouches for. */
const onTheMachine = 'local'

interface Props {
  entries: Entry[]
  nameOf: (sub: string) => string
  /** In which garage it was, in a column of its own. */
  withTenant?: boolean
}

/** What was done, in words, with when and from where. */
export function AuditList({ entries, nameOf, withTenant = false }: Props) {
  const zone = useTimeZone()
  const columns: Column<Entry>[] = [
    { key: 'what', header: 'What', place: 'title', cell: (entry) => <span className="break-words">{sentence(entry, nameOf)}</span> },
    ...(withTenant ? [{ key: 'tenant', header: 'Tenant', cell: ({ tenant }: Entry) => tenant ?? 'The platform' }] : []),
    { key: 'when', header: 'When', cell: ({ at }) => <time dateTime={at} className="whitespace-nowrap max-sm:text-sm">{formatInstant(at, zone)}</time> },
    { key: 'from', header: 'From', cell: ({ remote }) => (remote && remote !== onTheMachine ? <span className="font-mono text-sm break-all">{remote}</span> : null) },
  ]
  return <RecordTable caption="What was done, newest first" columns={columns} rows={entries} rowKey={({ source, id }) => `${source ?? ''}${id}`} />
}
