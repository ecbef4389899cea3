import { Button, RecordTable, type Column } from '@motovaultpro/ui'
import type { Role } from '../app/session'
import { aRole, nameOf, rolesToGive, roleText, type Member, type MemberAct } from './members'

interface Props {
  members: Member[]
  /** Who looks at it. */
  self: { sub: string; role: Role | null }
  /** The member whom something is being done to. */
  busy: string | undefined
  onAct: (act: MemberAct) => void
}

const select = 'min-h-11 w-full rounded-md border border-line-strong bg-surface px-2 text-ink disabled:opacity-55 sm:-my-1.5 sm:min-h-9 sm:w-auto'

/** People and their roles; those who may change them find the controls in it. */
export function MemberTable({ members, self, busy, onAct }: Props) {
  const roles = rolesToGive(self.role)
  const mayChange = ({ sub, role }: Member) => sub !== self.sub && roles.includes(role)
  const columns: Column<Member>[] = [
    {
      key: 'name',
      header: 'Name',
      place: 'title',
      cell: (member) => (
        <span className="block min-w-0">
          <span className="font-semibold break-words">{nameOf(member)}</span>
          {member.sub === self.sub ? <span className="text-muted"> (you)</span> : null}
          {member.name && member.email ? <span className="block text-sm break-all text-muted">{member.email}</span> : null}
        </span>
      ),
    },
    {
      key: 'role',
      header: 'Role',
      place: 'wide',
      cell: (member) =>
        mayChange(member) ? (
          <select
            aria-label={`Role of ${nameOf(member)}`}
            className={select}
            value={member.role}
            disabled={busy !== undefined}
            onChange={(event) => onAct({ kind: 'role', member, role: event.target.value as Role })}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {roleText[role]}
              </option>
            ))}
          </select>
        ) : (
          roleText[member.role]
        ),
    },
    {
      key: 'state',
      header: 'Access',
      cell: ({ state }) => (state === 'active' ? 'Active' : <span className="font-medium text-caution">Suspended</span>),
    },
    ...(roles.length > 0 ? [{ key: 'change', header: 'Change', place: 'wide' as const, cell: (member: Member) => (mayChange(member) ? <Acts {...{ member, busy, onAct }} /> : null) }] : []),
  ]
  return <RecordTable caption="Members" columns={columns} rows={members} rowKey={({ sub }) => sub} />
}

function Acts({ member, busy, onAct }: { member: Member } & Pick<Props, 'busy' | 'onAct'>) {
  const isSuspended = member.state === 'suspended'
  const first = isSuspended ? ({ kind: 'let back in', text: 'Let back in' } as const) : ({ kind: 'suspend', text: 'Suspend' } as const)
  return (
    <span className="flex gap-2 sm:-my-1.5">
      <Button
        kind="secondary"
        isSmall
        isBusy={busy === member.sub}
        disabled={busy !== undefined}
        aria-label={isSuspended ? `Let ${nameOf(member)} back in` : `Suspend ${nameOf(member)}`}
        onClick={() => onAct({ kind: first.kind, member })}
      >
        {first.text}
      </Button>
      <Button kind="danger" isSmall disabled={busy !== undefined} aria-label={`Remove ${nameOf(member)}`} onClick={() => onAct({ kind: 'remove', member })}>
        Remove
      </Button>
    </span>
  )
}

/** What a toast says when it is done. */
export function doneText(act: MemberAct): string {
  const name = nameOf(act.member)
  switch (act.kind) {
    case 'role':
      return `${name} is ${aRole(act.role)} now`
    case 'suspend':
      return `${name} is suspended`
    case 'let back in':
      return `${name} is back in`
    case 'remove':
      return `${name} is no longer a member`
  }
}
