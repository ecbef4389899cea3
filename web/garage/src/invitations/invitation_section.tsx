import { formatDay } from '@motovaultpro/api'
import { Button, ConfirmDialog, EmptyState, ErrorNotice, FormDialog, RecordTable, Skeleton, useToast, type Column } from '@motovaultpro/ui'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { sessionQuery, useTimeZone } from '../app/session'
import { membersQuery, nameOf, roleName, rolesToGive } from '../members/members'
import { InvitationFields } from './invitation_form'
import { openInvitationsQuery, useRevokeInvitation, type Invitation } from './invitations'

function InvitationTable({ invitations, onRevoke }: { invitations: Invitation[]; onRevoke: (invitation: Invitation) => void }) {
  const zone = useTimeZone()
  const { data: members } = useQuery(membersQuery)
  const { data: session } = useQuery(sessionQuery)
  const inviter = ({ invited_by }: Invitation) => {
    const member = members?.find(({ sub }) => sub === invited_by)
    return member ? nameOf(member) : 'A platform admin, or somebody who has left'
  }
  const columns: Column<Invitation>[] = [
    { key: 'email', header: 'Mail address', place: 'title', cell: ({ email }) => <span className="font-semibold break-all">{email}</span> },
    { key: 'role', header: 'Role', cell: ({ role }) => roleName[role] },
    { key: 'until', header: 'Works until', cell: ({ expires_at }) => formatDay(expires_at, zone) },
    { key: 'by', header: 'Invited by', place: 'wide', cell: inviter },
    {
      key: 'actions',
      header: 'Actions',
      place: 'actions',
      isNumber: true,
      cell: (invitation) =>
        rolesToGive(session?.role).includes(invitation.role) ? (
          <Button kind="danger" isSmall className="sm:-my-1" aria-label={`Withdraw the invitation of ${invitation.email}`} onClick={() => onRevoke(invitation)}>
            Withdraw
          </Button>
        ) : null,
    },
  ]
  return <RecordTable caption="Open invitations, newest first" columns={columns} rows={invitations} rowKey={({ id }) => id} />
}

function RevokeDialog({ doomed, onClose }: { doomed: Invitation | null; onClose: () => void }) {
  const revoke = useRevokeInvitation()
  const toast = useToast()
  const close = () => {
    revoke.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      title={`Withdraw the invitation of ${doomed?.email ?? ''}?`}
      text="The link in the mail opens nothing from then on. You can invite the address again."
      confirm="Withdraw"
      isOpen={doomed !== null}
      isBusy={revoke.isPending}
      error={revoke.error}
      onClose={close}
      onConfirm={() => {
        if (!doomed) return
        revoke.mutate(doomed.id, {
          onSuccess: () => {
            toast('The invitation is withdrawn')
            close()
          },
        })
      }}
    />
  )
}

/** Invitations that nobody has accepted yet, and how to make one. */
export function InvitationSection() {
  const invitations = useInfiniteQuery(openInvitationsQuery)
  const [isInviting, setInviting] = useState(false)
  const [doomed, setDoomed] = useState<Invitation | null>(null)
  const items = invitations.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby="invitations" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h2 id="invitations" className="text-lg font-semibold">
          Open invitations
        </h2>
        <Button icon={<UserPlus aria-hidden="true" className="size-4" />} onClick={() => setInviting(true)}>
          Invite somebody
        </Button>
      </div>
      <div>
        <ErrorNotice error={invitations.error} retry={() => void invitations.refetch()} />
        {invitations.isPending ? <Skeleton lines={3} /> : null}
        {invitations.isSuccess && items.length === 0 ? (
          <EmptyState title="No open invitation">
            <p>Invite somebody by mail, and they need not ask to join.</p>
          </EmptyState>
        ) : null}
        {items.length > 0 ? <InvitationTable invitations={items} onRevoke={setDoomed} /> : null}
      </div>
      {invitations.hasNextPage ? (
        <div>
          <Button kind="secondary" isBusy={invitations.isFetchingNextPage} onClick={() => void invitations.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
      <FormDialog title="Invite somebody" isOpen={isInviting} onClose={() => setInviting(false)}>
        <InvitationFields onDone={() => setInviting(false)} />
      </FormDialog>
      <RevokeDialog doomed={doomed} onClose={() => setDoomed(null)} />
    </section>
  )
}
