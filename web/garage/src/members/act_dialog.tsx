import { ConfirmDialog } from '@motovaultpro/ui'
import { nameOf, roleText, type MemberAct } from './members'

/** Said before an act that the server wants a recent sign-in for. */
export const stepUpText = 'If you signed in more than ten minutes ago, you are asked to sign in once more first, because a browser left open must not be able to do this.'

function concernsOwner(act: MemberAct): boolean {
  return act.member.role === 'owner' || (act.kind === 'role' && act.role === 'owner')
}

/** True for what is asked about before it is done. */
export function needsConfirmation(act: MemberAct): boolean {
  return act.kind === 'remove' || act.kind === 'suspend' || concernsOwner(act)
}

function question(act: MemberAct): { title: string; text: string; confirm: string } {
  const name = nameOf(act.member)
  switch (act.kind) {
    case 'remove':
      return {
        title: `Remove ${name}?`,
        text: `${name} is out within two seconds, and their API keys stop working. What they recorded stays. To have them back, invite them again.`,
        confirm: 'Remove',
      }
    case 'suspend':
      return {
        title: `Suspend ${name}?`,
        text: `${name} is out within two seconds, and their API keys stop working, until somebody lets them back in.`,
        confirm: 'Suspend',
      }
    case 'let back in':
      return { title: `Let ${name} back in?`, text: `${name} may do again what the role allows. ${roleText[act.member.role]}.`, confirm: 'Let back in' }
    case 'role':
      return act.role === 'owner'
        ? { title: `Make ${name} an owner?`, text: `An owner may do everything here, and may remove you.`, confirm: 'Make an owner' }
        : { title: `Take the ownership from ${name}?`, text: `From then on: ${roleText[act.role]}.`, confirm: 'Take it' }
  }
}

interface Props {
  act: MemberAct | null
  isBusy: boolean
  error: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Names the person, what they lose or gain, and the way back. */
export function ActDialog({ act, ...rest }: Props) {
  const asked = act ? question(act) : { title: '', text: '', confirm: '' }
  const wantsSignIn = act !== null && (act.kind === 'remove' || concernsOwner(act))
  return (
    <ConfirmDialog
      {...asked}
      text={
        <>
          {asked.text}
          {wantsSignIn ? <span className="mt-3 block">{stepUpText}</span> : null}
        </>
      }
      isOpen={act !== null}
      {...rest}
    />
  )
}
