import { ErrorNotice, Page, Skeleton, useToast } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { sessionQuery, useMay } from '../app/session'
import { InvitationSection } from '../invitations/invitation_section'
import { ActDialog, needsConfirmation } from './act_dialog'
import { LeavePanel } from './leave_panel'
import { doneText, MemberTable } from './member_table'
import { inOrder, isLastOwner, membersQuery, useMemberAct, type Member, type MemberAct } from './members'

function People({ members, self }: { members: Member[]; self: { sub: string; role: Member['role'] | null } }) {
  const act = useMemberAct()
  const toast = useToast()
  const [asked, setAsked] = useState<MemberAct | null>(null)
  const close = () => {
    act.reset()
    setAsked(null)
  }
  const perform = (wanted: MemberAct) =>
    act.mutate(wanted, {
      onSuccess: () => {
        toast(doneText(wanted))
        setAsked(null)
      },
    })
  return (
    <>
      <div className={act.error && !asked ? 'mb-4' : ''}>
        <ErrorNotice error={asked ? null : act.error} />
      </div>
      <MemberTable
        members={inOrder(members)}
        self={self}
        busy={act.isPending ? act.variables.member.sub : undefined}
        onAct={(wanted) => {
          act.reset()
          if (needsConfirmation(wanted)) setAsked(wanted)
          else perform(wanted)
        }}
      />
      <ActDialog act={asked} isBusy={act.isPending} error={act.error} onClose={close} onConfirm={() => asked && perform(asked)} />
    </>
  )
}

export function MembersPage() {
  const { data: session } = useQuery(sessionQuery)
  const { data: members, error, isPending, refetch } = useQuery(membersQuery)
  const mayInvite = useMay('admin')
  return (
    <Page title="Members" lead="The people of this garage and what they may do.">
      <div className="grid gap-12">
        <section aria-label="People">
          <ErrorNotice error={error} retry={() => void refetch()} />
          {isPending ? <Skeleton lines={4} /> : null}
          {members && session ? <People members={members} self={{ sub: session.user.sub, role: session.role }} /> : null}
        </section>
        {mayInvite ? <InvitationSection /> : null}
        {members && session?.role ? (
          <div className="max-w-2xl">
            <LeavePanel garage={session.tenant.name} isLastOwner={isLastOwner(members, session.user.sub)} />
          </div>
        ) : null}
      </div>
    </Page>
  )
}
