import { isProblem, signInUrl } from '@motovaultpro/api'
import { Button, buttonLook, ErrorNotice, MessagePage, SignOutButton, Skeleton } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { landingUrl, ownSlug } from './site'
import { sessionQuery, type Session } from './session'

function SignInPage() {
  const { href, pathname, search } = useLocation()
  const returnTo = 'auth_error' in search ? pathname : href
  return (
    <MessagePage title={`Sign in to ${ownSlug()}`}>
      <p>This garage is for its members. Sign in with your MotoVaultPro account.</p>
      <Button onClick={() => location.assign(signInUrl(returnTo))}>Sign in</Button>
    </MessagePage>
  )
}

function StrangerPage() {
  return (
    <MessagePage title="You are not a member of this garage">
      <p>You are signed in, but {ownSlug()} has not let you in. You can ask the people who run it.</p>
      <div className="flex flex-wrap gap-3">
        <a href={landingUrl(`/signup/${ownSlug()}`)} className={buttonLook()}>
          Ask to join
        </a>
        <a href={landingUrl('/login')} className={buttonLook('secondary')}>
          My garages
        </a>
        <SignOutButton />
      </div>
    </MessagePage>
  )
}

function SuspendedPage() {
  return (
    <MessagePage title="This garage is suspended">
      <p>Its records are kept, but nobody can open them until the platform resumes the garage. Ask its owner.</p>
      <a href={landingUrl('/login')} className={buttonLook('secondary')}>
        My garages
      </a>
    </MessagePage>
  )
}

/** Shows its children to a member of an open garage, and everyone else the page that fits. */
export function Gate({ children }: { children: (session: Session) => ReactNode }) {
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery)
  if (isPending) return <Skeleton />
  if (isProblem(error, 403, 'tenant_suspended')) return <SuspendedPage />
  if (isProblem(error, 403)) return <StrangerPage />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  if (session === null) return <SignInPage />
  if (session.role === null && !session.platform_admin) return <StrangerPage />
  return children(session)
}
