import { isProblem, type Landing } from '@motovaultpro/api'
import { Button, ErrorNotice } from '@motovaultpro/ui'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { OpenGarage } from '../garages/open_garage'
import { useRequestToJoin } from './signups'

interface Props {
  tenant: Landing['PublicTenant']
  name: string
  email: string
  /** Sends the request without a further press. */
  isStarted?: boolean
}

export function RequestToJoin({ tenant, name, email, isStarted }: Props) {
  const request = useRequestToJoin(tenant.id)
  const navigate = useNavigate()
  const { mutate } = request
  const send = () => mutate(undefined, { onSuccess: () => void navigate({ to: '/approval-pending' }) })
  const sendOnce = useRef(isStarted ? send : undefined)
  useEffect(() => {
    const first = sendOnce.current
    sendOnce.current = undefined
    first?.()
  }, [])

  if (isProblem(request.error, 409, 'already_member')) {
    return (
      <>
        <p>You are a member of {tenant.name} already.</p>
        <OpenGarage name={tenant.name} url={tenant.url} />
      </>
    )
  }
  return (
    <>
      <p>
        The people who run {tenant.name} will see your name and address: <strong>{name}</strong>, {email}.
      </p>
      <ErrorNotice error={request.error} />
      <Button isBusy={request.isPending} onClick={send}>
        Request to join
      </Button>
    </>
  )
}
