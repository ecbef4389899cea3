import { buttonLook, MessagePage } from '@motovaultpro/ui'
import { Link } from '@tanstack/react-router'

export function AccessDeniedPage() {
  return (
    <MessagePage title="Access denied">
      <p>You are signed in, but this garage has not let you in. Ask to join it, or choose one of yours.</p>
      <div className="flex flex-wrap gap-3">
        <Link to="/login" className={buttonLook()}>
          My garages
        </Link>
        <Link to="/signup" className={buttonLook('secondary')}>
          Ask to join a garage
        </Link>
      </div>
    </MessagePage>
  )
}
