import { signInUrl } from '@motovaultpro/api'
import { Logo, SignInFailed, SignOutButton, SkipLink, ThemeToggle } from '@motovaultpro/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Building2, CarFront, Settings, UserCheck, Users } from 'lucide-react'
import { Gate } from './gate'
import { isPlatformGarage, may, sessionQuery, type Session } from './session'
import { ownSlug } from './site'

function navigation(session: Session) {
  return [
    { to: '/vehicles', text: 'Vehicles', icon: CarFront, isShown: true },
    { to: '/members', text: 'Members', icon: Users, isShown: true },
    { to: '/signups', text: 'Sign-ups', icon: UserCheck, isShown: may(session, 'admin') },
    { to: '/settings', text: 'Settings', icon: Settings, isShown: true },
    { to: '/admin', text: 'Platform', icon: Building2, isShown: isPlatformGarage(session) },
  ] as const
}

function Navigation({ session }: { session: Session }) {
  return (
    <nav
      aria-label="Garage"
      className="fixed inset-x-0 bottom-0 z-40 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:static sm:border-0 sm:pb-0"
    >
      <ul className="flex justify-around sm:justify-start sm:gap-1">
        {navigation(session)
          .filter(({ isShown }) => isShown)
          .map(({ to, text, icon: Icon }) => (
            <li key={to} className="max-sm:flex-1">
              <Link
                to={to}
                className="flex min-h-14 flex-col items-center justify-center gap-0.5 border-t-2 border-transparent text-xs text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink sm:min-h-12 sm:flex-row sm:gap-2 sm:border-t-0 sm:border-b-2 sm:px-3 sm:text-base"
              >
                <Icon aria-hidden="true" className="size-5 sm:size-4" />
                {text}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}

/** What surrounds every page of a garage: navigation above on a wide screen, at the thumb on a phone. */
export function Shell() {
  const { data: session } = useQuery(sessionQuery)
  const { search } = useLocation()
  return (
    <div className="min-h-dvh max-sm:pb-20">
      <SkipLink />
      <header className="border-b border-line bg-surface">
        <div className="mx-auto max-w-6xl px-4 sm:px-6">
          <div className="flex min-h-15 items-center gap-2">
            <Link to="/" className="mr-auto flex min-h-11 min-w-0 items-center gap-2.5">
              <Logo />
              <span className="truncate text-lg font-semibold">{session?.tenant.name ?? ownSlug()}</span>
            </Link>
            {session ? <span className="truncate text-sm text-muted max-md:hidden">{session.user.name}</span> : null}
            {session ? <SignOutButton /> : null}
            <ThemeToggle />
          </div>
          {session ? <Navigation session={session} /> : null}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto max-w-6xl px-4 py-6 outline-none sm:px-6 sm:py-10">
        <SignInFailed search={search} retry={() => location.assign(signInUrl('/vehicles'))} />
        <Gate>{() => <Outlet />}</Gate>
      </main>
    </div>
  )
}
