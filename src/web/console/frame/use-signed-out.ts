import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { queries } from '../node.ts'
import { forgetSession } from '../session.ts'
import { Problem } from '#web/http/index.ts'

/** Leads to the sign-in when the node no longer knows this session, and back to the same page from there. */
export const useSignedOut = (): void => {
  const navigate = useNavigate()
  useEffect(
    () =>
      queries.getQueryCache().subscribe(event => {
        if (event.type !== 'updated' || event.action.type !== 'error') return
        const reason: unknown = event.action.error
        if (!(reason instanceof Problem) || reason.status !== 401) return
        const to = location.pathname.replace(/^\/console/, '')
        void navigate({ to: '/sign-in', search: { to } }).then(forgetSession)
      }),
    [navigate]
  )
}
