import { signInUrl } from '@motovaultpro/api'
import { Logo, SignInFailed, SignOutButton, SkipLink, ThemeToggle } from '@motovaultpro/ui'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useSession } from './session/session'

/** What surrounds every page of the public site. */
export function Shell() {
  const { data: session } = useSession()
  const { search } = useLocation()
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex min-h-16 max-w-5xl flex-wrap items-center gap-x-2 px-4 sm:px-6">
          <Link to="/" className="mr-auto inline-flex min-h-11 items-center gap-2 font-semibold sm:gap-2.5 sm:text-lg">
            <Logo />
            MotoVaultPro
          </Link>
          <nav aria-label="Site" className="flex items-center">
            <Link to={session ? '/garages' : '/login'} className="inline-flex min-h-11 items-center rounded-md px-2 font-medium sm:px-3 hover:bg-sunken">
              {session ? 'Garages' : 'Log in'}
            </Link>
            {session ? <SignOutButton /> : null}
            <ThemeToggle />
          </nav>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-5xl flex-1 px-4 py-8 outline-none sm:px-6 sm:py-12">
        <SignInFailed search={search} retry={() => location.assign(signInUrl('/login'))} />
        <Outlet />
      </main>
      <footer className="border-t border-line">
        <p className="mx-auto max-w-5xl px-4 py-6 text-sm text-muted sm:px-6">
          {session ? `Signed in as ${session.user.name} (${session.user.email})` : 'MotoVaultPro keeps the records of your vehicles.'}
        </p>
      </footer>
    </div>
  )
}
