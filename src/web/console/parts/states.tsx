import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../messages.ts'

/** Nothing here: what will appear, and how the first one comes. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="c-empty">
    <strong>{title}</strong>
    {children && <p>{children}</p>}
  </div>
)

/** Rows on their way; says for what we wait. */
export const Loading = ({ what, rows = 6 }: { what: string; rows?: number }) => {
  const t = useWords()
  return (
    <div role="status" aria-live="polite">
      <span className="bw-hidden">{t('loading', { what })}</span>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={28} mb={8} animate />
      ))}
    </div>
  )
}
