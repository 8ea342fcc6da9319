import { useOffice } from '../session.ts'
import { useNow } from './clock.ts'
import { useFormat } from '#web/i18n/index.ts'

/** An age; the exact time, with its zone, on hover and for machines. */
export const Ago = ({ at }: { at: string }) => {
  const now = useNow()
  const format = useFormat(useOffice().zone)
  return (
    <time dateTime={at} title={format.exact(at)}>
      {format.age(at, now)}
    </time>
  )
}

/** A time of day in the office's zone; date, seconds and zone on hover. */
export const At = ({ at, full = false }: { at: string; full?: boolean }) => {
  const format = useFormat(useOffice().zone)
  return (
    <time dateTime={at} title={format.exact(at)}>
      {full ? format.exact(at) : format.time(at)}
    </time>
  )
}
