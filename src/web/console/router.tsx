import { Outlet, createRootRoute, createRoute, createRouter, redirect, type ErrorComponentProps } from '@tanstack/react-router'
import { Devices } from './administration/devices.tsx'
import { Offices } from './administration/offices.tsx'
import { People } from './administration/people.tsx'
import { Shell } from './frame/shell.tsx'
import { Home } from './home.tsx'
import { modules } from './modules.ts'
import { queries } from './node.ts'
import { Failure } from './parts/failure.tsx'
import { NotFound } from './parts/not-found.tsx'
import { Outside } from './parts/outside.tsx'
import { sessionQuery } from './session.ts'
import { FirstAdministrator } from './sign-in/first-administrator.tsx'
import { SetPassword } from './sign-in/set-password.tsx'
import { SignIn } from './sign-in/sign-in.tsx'
import { Problem } from '#web/http/index.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } =>
    typeof search['to'] === 'string' && search['to'].startsWith('/') ? { to: search['to'] } : {},
  component: SignIn
})

const firstAdministrator = createRoute({ getParentRoute: () => root, path: '/first-administrator', component: FirstAdministrator })

const setPassword = createRoute({ getParentRoute: () => root, path: '/new-password', component: SetPassword })

const CannotStart = ({ error, reset }: ErrorComponentProps) => (
  <Outside>
    <Failure reason={error} retry={reset} />
  </Outside>
)

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    try {
      await queries.ensureQueryData(sessionQuery)
    } catch (reason) {
      if (reason instanceof Problem && [401, 403].includes(reason.status))
        throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { to: location.pathname } })
      throw reason
    }
  },
  component: Shell,
  errorComponent: CannotStart
})

const page = (path: string, component: () => React.ReactNode) => createRoute({ getParentRoute: () => signedIn, path, component })

const tree = root.addChildren([
  signIn,
  firstAdministrator,
  setPassword,
  signedIn.addChildren([
    page('/', Home),
    page('/administration/people', People),
    page('/administration/devices', Devices),
    page('/administration/offices', Offices),
    ...modules.flatMap(module =>
      module.pages.map(({ path, page: Component }) => createRoute({ getParentRoute: () => signedIn, path, component: Component }))
    )
  ])
])

export const router = createRouter({
  routeTree: tree,
  basepath: '/console',
  defaultPreload: false,
  defaultPendingMs: 300,
  trailingSlash: 'never'
})
