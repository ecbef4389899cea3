import { ErrorNotice, MessagePage, buttonLook } from '@motovaultpro/ui'
import { createRootRoute, createRoute, createRouter, Link, redirect, type RouterHistory } from '@tanstack/react-router'
import { GaragesPage } from './garages/garages_page'
import { HomePage } from './home/home_page'
import { InvitationPage } from './invitation/invitation_page'
import { keepToken, keptToken } from './invitation/token'
import { AccessDeniedPage } from './session/access_denied_page'
import { Shell } from './shell'
import { ApprovalPendingPage } from './signup/approval_pending_page'
import { ChooseGaragePage } from './signup/choose_garage_page'
import { RequestPage } from './signup/request_page'
import { SignupPage } from './signup/signup_page'

function NotFoundPage() {
  return (
    <MessagePage title="No such page">
      <p>The address may be mistyped, or the page has moved.</p>
      <Link to="/" className={buttonLook('secondary')}>
        To the start
      </Link>
    </MessagePage>
  )
}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error }) => <ErrorNotice error={error} retry={() => location.reload()} />,
})

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: HomePage }),
  createRoute({ getParentRoute: () => root, path: '/signup', component: ChooseGaragePage }),
  createRoute({ getParentRoute: () => root, path: '/signup/$tenant', component: SignupPage }),
  createRoute({ getParentRoute: () => root, path: '/signup/$tenant/request', component: RequestPage }),
  createRoute({ getParentRoute: () => root, path: '/approval-pending', component: ApprovalPendingPage }),
  createRoute({ getParentRoute: () => root, path: '/login', component: () => <GaragesPage isPassing /> }),
  createRoute({ getParentRoute: () => root, path: '/garages', component: () => <GaragesPage /> }),
  createRoute({
    getParentRoute: () => root,
    path: '/invitation',
    component: InvitationPage,
    beforeLoad: ({ location: { hash } }) => {
      if (!hash) return
      keepToken(hash)
      throw redirect({ to: '/invitation', replace: true })
    },
    loader: keptToken,
  }),
  createRoute({ getParentRoute: () => root, path: '/access-denied', component: AccessDeniedPage }),
] as const

const routeTree = root.addChildren(routes)

/** The pages of the public site; `history` where there is no address bar. */
export function siteRouter(history?: RouterHistory) {
  return createRouter({ routeTree, history, scrollRestoration: true })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof siteRouter>
  }
}
