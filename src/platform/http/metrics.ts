import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Answer, Ledger } from '../ledger/contract.ts'

/** What Prometheus may ask of this process. One registry a server, so that two in one process do not mix. */
export interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
  appends: Counter
  answers: Counter<'outcome'>
  conflicts: Counter
  streams: Gauge
}

export const createMetrics = (node: string): Metrics => {
  const registry = new Registry()
  registry.setDefaultLabels({ node })
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'breakwater_http_request_seconds',
      help: 'Time to answer a request, by route pattern',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers
    }),
    appends: new Counter({ name: 'breakwater_ledger_appends_total', help: 'Actions appended to the ledger by this process', registers }),
    answers: new Counter({
      name: 'breakwater_ledger_answers_total',
      help: 'Commands answered: accepted, repeated, or the code of the refusal',
      labelNames: ['outcome'],
      registers
    }),
    conflicts: new Counter({
      name: 'breakwater_ledger_conflicts_total',
      help: 'Commands that lost every race and were told so',
      registers
    }),
    streams: new Gauge({ name: 'breakwater_event_streams', help: 'Open Server-Sent Event streams', registers })
  }
}

/** The same ledger, counted. */
export const measureLedger = (ledger: Ledger, metrics: Metrics): Ledger => {
  const count = <Code extends string>(answer: Answer<Code>): Answer<Code> => {
    if (answer.ok && !answer.repeated) metrics.appends.inc(answer.actionIds.length)
    if (!answer.ok && answer.refusal.code === 'conflict') metrics.conflicts.inc()
    metrics.answers.inc({ outcome: answer.repeated ? 'repeated' : answer.ok ? 'accepted' : answer.refusal.code })
    return answer
  }
  return {
    command: async (...args) => count(await ledger.command(...args)),
    commandAcross: async command => count(await ledger.commandAcross(command)),
    find: (...args) => ledger.find(...args),
    feed: (...args) => ledger.feed(...args),
    onAppended: listener => ledger.onAppended(listener),
    position: () => ledger.position()
  }
}
