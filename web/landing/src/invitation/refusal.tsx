import { isProblem, type Landing } from '@motovaultpro/api'
import { Button, buttonLook, ErrorNotice } from '@motovaultpro/ui'
import { Link } from '@tanstack/react-router'
import { OpenGarage } from '../garages/open_garage'
import { momentOf } from '../session/moment'
import { signInAs } from './invitations'

type Invitation = Landing['OfferedInvitation']

function MyGarages() {
  return (
    <Link to="/garages" className={buttonLook('secondary')}>
      My garages
    </Link>
  )
}

export function Used({ invitation: { invited_by } }: { invitation: Invitation }) {
  return (
    <>
      <p>This invitation has been used already; each works once. If it was you, your garages show it. If not, ask {invited_by} for a new one.</p>
      <MyGarages />
    </>
  )
}

export function Expired({ invitation: { invited_by, expires_at } }: { invitation: Invitation }) {
  return (
    <p>
      This invitation has expired on {momentOf(expires_at)}. Ask {invited_by} to send a new one.
    </p>
  )
}

export function Revoked({ invitation: { tenant, tenant_name, invited_by } }: { invitation: Invitation }) {
  return (
    <>
      <p>
        {tenant_name} has taken this invitation back. Ask {invited_by} whether that was meant, or ask to join.
      </p>
      <Link to="/signup/$tenant" params={{ tenant }} className={buttonLook('secondary')}>
        Ask to join
      </Link>
    </>
  )
}

export function OtherAddress({ invitation: { email }, own }: { invitation: Invitation; own: string }) {
  return (
    <>
      <p>
        This invitation is for <strong className="wrap-anywhere">{email}</strong>, and you are signed in as <strong className="wrap-anywhere">{own}</strong>. Sign in
        with the invited address, or ask for an invitation to yours.
      </p>
      <Button onClick={() => location.assign(signInAs(email, 'anew'))}>Sign in with the invited address</Button>
    </>
  )
}

function Unverified({ invitation: { email } }: { invitation: Invitation }) {
  return (
    <>
      <p>
        Your account has not shown yet that <strong className="wrap-anywhere">{email}</strong> is yours. Open the mail that you got when you made the account and
        follow its link, then sign in again: this invitation waits.
      </p>
      <Button onClick={() => location.assign(signInAs(email, 'anew'))}>Sign in again</Button>
    </>
  )
}

function AlreadyMember({ invitation: { tenant_name, url } }: { invitation: Invitation }) {
  return (
    <>
      <p>You belong to {tenant_name} already, so there is nothing to accept. Your role stays as it is.</p>
      <OpenGarage name={tenant_name} url={url} />
    </>
  )
}

/** Why joining was refused and what to do about it. */
export function AcceptRefused({ error, invitation, own }: { error: unknown; invitation: Invitation; own: string }) {
  if (isProblem(error, 403, 'other_address')) return <OtherAddress invitation={invitation} own={own} />
  if (isProblem(error, 403, 'email_unverified')) return <Unverified invitation={invitation} />
  if (isProblem(error, 409, 'already_member')) return <AlreadyMember invitation={invitation} />
  if (isProblem(error, 409, 'invitation_used')) return <Used invitation={invitation} />
  if (isProblem(error, 409, 'invitation_revoked')) return <Revoked invitation={invitation} />
  if (isProblem(error, 409, 'invitation_expired')) return <Expired invitation={invitation} />
  return <ErrorNotice error={error} />
}

/** True if trying the same once more may help. */
export function mayTryAgain(error: unknown): boolean {
  return !isProblem(error, 403) && !isProblem(error, 409)
}
