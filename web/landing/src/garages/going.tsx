import { Spinner } from '@motovaultpro/ui'
import { useEffect } from 'react'
import { rememberUse } from './last_used'
import { OpenGarage } from './open_garage'

/** A garage knows its members two seconds late at most: who comes sooner would be turned away at the door. */
const newMemberAfter_ms = 2500

interface Props {
  garage: { tenant: string; name: string; url: string }
  /** The person became a member just now. */
  isNew?: boolean
}

/** Opens a garage by itself, and by a press for whoever does not want to wait. */
export function Going({ garage: { tenant, name, url }, isNew }: Props) {
  useEffect(() => {
    rememberUse(tenant)
    const timer = setTimeout(() => location.assign(url), isNew ? newMemberAfter_ms : 0)
    return () => clearTimeout(timer)
  }, [tenant, url, isNew])
  return (
    <>
      <p role="status" className="flex items-center gap-2.5">
        <Spinner /> Opening {name}…
      </p>
      <OpenGarage name={name} url={url} kind="secondary" />
    </>
  )
}
