import { QueryClient } from '@tanstack/react-query'
import { Problem, createClient } from '#web/http/index.ts'

/** The console's way to its node; the person's session travels in a cookie. */
export const node = createClient()

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal is an answer; only silence is asked again.
      retry: (failures, reason) => !(reason instanceof Problem) && failures < 2,
      networkMode: 'always'
    },
    mutations: { networkMode: 'always' }
  }
})
