import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What Prometheus may ask of this process. One registry a server, so that two in one process do not mix. */
export interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
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
    streams: new Gauge({ name: 'breakwater_event_streams', help: 'Open Server-Sent Event streams', registers })
  }
}

/** What the ledger of this process has counted since it opened. */
interface LedgerCounts {
  accepted: number
  refused: number
  repeated: number
  conflicts: number
}

/** Shows the ledger's own counts. */
export const countLedger = ({ registry }: Metrics, counts: () => LedgerCounts): void => {
  const show = (name: string, help: string, value: (counts: LedgerCounts) => number): void => {
    const counter: Counter = new Counter({
      name,
      help,
      registers: [registry],
      collect: () => {
        counter.reset()
        counter.inc(value(counts()))
      }
    })
  }
  show('breakwater_ledger_accepted_total', 'Commands accepted and appended', ({ accepted }) => accepted)
  show('breakwater_ledger_refused_total', 'Commands refused by a rule', ({ refused }) => refused)
  show('breakwater_ledger_repeated_total', 'Commands asked again and given the first answer', ({ repeated }) => repeated)
  show('breakwater_ledger_conflicts_total', 'Decisions made again because another was first', ({ conflicts }) => conflicts)
}
