import type { Landing } from '@motovaultpro/api'
import { Button } from '@motovaultpro/ui'
import { Going } from '../garages/going'
import type { Session } from '../session/session'
import { signInAs, useAcceptance } from './invitations'
import { AcceptRefused, mayTryAgain, OtherAddress } from './refusal'

type Invitation = Landing['OfferedInvitation']

const roles: Record<Invitation['role'], string> = {
  owner: 'an owner: you may change everything, its people included',
  admin: 'an admin: you may change its records and decide who comes in',
  member: 'a member: you may add and change records',
  viewer: 'a viewer: you may look at everything and change nothing',
}

function Words({ invitation: { invited_by, tenant_name, email, role } }: { invitation: Invitation }) {
  return (
    <p>
      {invited_by} invites <strong className="wrap-anywhere">{email}</strong> to {tenant_name} as {roles[role]}.
    </p>
  )
}

/** For somebody who is not signed in. */
export function OfferToStranger({ invitation }: { invitation: Invitation }) {
  const { email } = invitation
  return (
    <>
      <Words invitation={invitation} />
      <p>To accept it, sign in with that address, or make an account with it.</p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => location.assign(signInAs(email))}>Sign in</Button>
        <Button kind="secondary" onClick={() => location.assign(signInAs(email, 'signup'))}>
          Create an account
        </Button>
      </div>
    </>
  )
}

/** For whoever is signed in. */
export function OfferToPerson({ token, invitation, session }: { token: string; invitation: Invitation; session: Session }) {
  const acceptance = useAcceptance(token)
  const { tenant, tenant_name: name, url } = invitation
  const own = session.user.email
  if (acceptance.isSuccess) {
    return (
      <>
        <p>You belong to {name} now.</p>
        <Going garage={{ tenant, name, url }} isNew />
      </>
    )
  }
  if (own.toLowerCase() !== invitation.email) return <OtherAddress invitation={invitation} own={own} />
  return (
    <>
      {acceptance.error ? <AcceptRefused error={acceptance.error} invitation={invitation} own={own} /> : <Words invitation={invitation} />}
      {mayTryAgain(acceptance.error) ? (
        <Button className="max-w-full py-2 whitespace-normal!" isBusy={acceptance.isPending} onClick={() => acceptance.mutate()}>
          Join {name}
        </Button>
      ) : null}
    </>
  )
}
