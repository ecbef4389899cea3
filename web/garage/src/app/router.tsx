import { buttonLook, ErrorNotice, MessagePage, Skeleton } from '@motovaultpro/ui'
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Link, redirect, type RouterHistory } from '@tanstack/react-router'
import { VehicleListPage } from '../vehicles/vehicle_list_page'
import { Shell } from './shell'

function NotFoundPage() {
  return (
    <MessagePage title="No such page">
      <p>The address may be mistyped, or the record was removed.</p>
      <Link to="/vehicles" className={buttonLook('secondary')}>
        To the vehicles
      </Link>
    </MessagePage>
  )
}

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error }) => <ErrorNotice error={error} retry={() => location.reload()} />,
})
const under = () => root

const vehicle = createRoute({
  getParentRoute: under,
  path: '/vehicles/$vehicle',
  component: lazyRouteComponent(() => import('../vehicles/vehicle_page'), 'VehiclePage'),
})

const vehicleTabs = [
  createRoute({
    getParentRoute: () => vehicle,
    path: '/',
    component: lazyRouteComponent(() => import('../fuel_logs/fuel_logs_tab'), 'FuelLogsTab'),
  }),
  createRoute({
    getParentRoute: () => vehicle,
    path: '/economy',
    component: lazyRouteComponent(() => import('../economy/economy_tab'), 'EconomyTab'),
  }),
  createRoute({
    getParentRoute: () => vehicle,
    path: '/odometer',
    component: lazyRouteComponent(() => import('../odometer/odometer_tab'), 'OdometerTab'),
  }),
  createRoute({
    getParentRoute: () => vehicle,
    path: '/import',
    component: lazyRouteComponent(() => import('../imports/imports_tab'), 'ImportsTab'),
  }),
  createRoute({
    getParentRoute: () => vehicle,
    path: '/details',
    component: lazyRouteComponent(() => import('../vehicles/vehicle_details_tab'), 'VehicleDetailsTab'),
  }),
] as const

const pages = [
  createRoute({
    getParentRoute: under,
    path: '/',
    beforeLoad: () => {
      // With the query: it may say why a sign-in failed.
      throw redirect({ to: '/vehicles', search: true, replace: true })
    },
  }),
  createRoute({ getParentRoute: under, path: '/vehicles', component: VehicleListPage }),
  createRoute({
    getParentRoute: under,
    path: '/vehicles/new',
    component: lazyRouteComponent(() => import('../vehicles/add_vehicle_page'), 'AddVehiclePage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/members',
    component: lazyRouteComponent(() => import('../members/members_page'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/signups',
    component: lazyRouteComponent(() => import('../signups/signups_page'), 'SignupsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/settings',
    component: lazyRouteComponent(() => import('../settings/settings_page'), 'SettingsPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/settings/api-keys',
    component: lazyRouteComponent(() => import('../api_keys/api_keys_page'), 'ApiKeysPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/settings/audit',
    component: lazyRouteComponent(() => import('../audit/audit_page'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: under,
    path: '/admin',
    component: lazyRouteComponent(() => import('../admin/admin_page'), 'AdminPage'),
  }),
] as const

const routeTree = root.addChildren([...pages, vehicle.addChildren(vehicleTabs)])

/** The pages of a garage; `history` where there is no address bar. */
export function garageRouter(history?: RouterHistory) {
  return createRouter({ routeTree, history, defaultPendingComponent: Skeleton, scrollRestoration: true })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof garageRouter>
  }
}
