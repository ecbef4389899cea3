import type { Landing } from '@motovaultpro/api'
import { buttonLook, Notice, Spinner } from '@motovaultpro/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Going } from '../garages/going'
import { isOpen } from '../garages/garage_list'
import { OpenGarage } from '../garages/open_garage'
import { momentOf } from '../session/moment'
import { WithdrawRequest } from './withdraw_request'

type Signup = Landing['OwnSignup']

function AskAgain({ tenant }: { tenant: string }) {
  return (
    <Link to="/signup/$tenant" params={{ tenant }} className={buttonLook('secondary', true)}>
      Ask again
    </Link>
  )
}

function Ended({ title, tenant, children }: { title: string; tenant?: string; children: ReactNode }) {
  return (
    <Notice kind="caution">
      <div className="grid justify-items-start gap-3">
        <h2 className="font-semibold break-words">{title}</h2>
        {children}
        {tenant ? <AskAgain tenant={tenant} /> : null}
      </div>
    </Notice>
  )
}

function Rejected({ signup: { tenant, tenant_name, reason, may_ask_again_at } }: { signup: Signup }) {
  const mustWait = may_ask_again_at !== null && new Date(may_ask_again_at).getTime() > Date.now()
  return (
    <Ended title={`${tenant_name} has turned your request down`} tenant={mustWait ? undefined : tenant}>
      <p>{reason ? `The reason they give: ${reason}` : 'They have given no reason.'}</p>
      <p>
        {mustWait
          ? `You may ask again from ${momentOf(may_ask_again_at)} on. Better talk to the people who run the garage first.`
          : 'You may ask again. Better talk to the people who run the garage first.'}
      </p>
    </Ended>
  )
}

function Pending({ signup }: { signup: Signup }) {
  return (
    <Notice>
      <div className="grid justify-items-start gap-3">
        <h2 className="flex items-center gap-2.5 font-semibold">
          <Spinner /> Waiting for {signup.tenant_name}
        </h2>
        <p>
          The people who run this garage have had your request since {momentOf(signup.requested_at)}. This page goes on by itself when they decide; you
          may also close it. If nobody answers, the request ends on {momentOf(signup.expires_at)}.
        </p>
        <WithdrawRequest signup={signup} />
      </div>
    </Notice>
  )
}

function In({ garage, isGoing }: { garage: Landing['MyMembership']; isGoing: boolean }) {
  return (
    <Notice kind="good">
      <div className="grid justify-items-start gap-3">
        <h2 className="font-semibold">You are in</h2>
        <p>You belong to {garage.name} now.</p>
        {isGoing ? <Going garage={garage} isNew /> : <OpenGarage name={garage.name} url={garage.url} />}
      </div>
    </Notice>
  )
}

function Suspended({ membership: { name, tenant_status } }: { membership: Landing['MyMembership'] }) {
  if (tenant_status === 'suspended') {
    return (
      <Ended title={`${name} is suspended`}>
        <p>Its records are kept, but nobody can open them until the platform resumes the garage. Ask its owner.</p>
      </Ended>
    )
  }
  return (
    <Ended title={`Your access to ${name} is suspended`}>
      <p>The people who run the garage have suspended you and can lift that again. Ask them.</p>
    </Ended>
  )
}

function RequestStanding({ signup }: { signup: Signup }) {
  const { tenant, tenant_name } = signup
  switch (signup.status) {
    case 'pending':
      return <Pending signup={signup} />
    case 'rejected':
      return <Rejected signup={signup} />
    case 'approved':
      return (
        <Ended title={`You no longer belong to ${tenant_name}`} tenant={tenant}>
          <p>You were let in, and have left or were removed since. Ask the people who run the garage if you did not expect that.</p>
        </Ended>
      )
    case 'expired':
      return (
        <Ended title={`Your request to ${tenant_name} has expired`} tenant={tenant}>
          <p>Nobody answered it in time. Ask again, and tell the people who run the garage.</p>
        </Ended>
      )
    case 'withdrawn':
      return (
        <Ended title={`You have withdrawn your request to ${tenant_name}`} tenant={tenant}>
          <p>You may ask again at any time.</p>
        </Ended>
      )
  }
}

interface Props {
  membership?: Landing['MyMembership']
  /** The last request to this garage. */
  signup?: Signup
  /** An approval opens the garage by itself. */
  isGoing?: boolean
}

/** How a person stands with one garage and what they can do; nothing where they never had to do with it. */
export function Standing({ membership, signup, isGoing = false }: Props) {
  if (membership && isOpen(membership)) return <In garage={membership} isGoing={isGoing} />
  if (membership) return <Suspended membership={membership} />
  return signup ? <RequestStanding signup={signup} /> : null
}
