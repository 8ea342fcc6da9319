import { useCallback, useEffect, useRef, useState } from 'react'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="dialog"]') !== null)

/** `j` and `k` move through a list of rows, Enter opens the one they stand on. */
export const useKeys = (ids: readonly string[], onOpen: (id: string) => void) => {
  const [current, setCurrent] = useState<string>()
  const rows = useRef(new Map<string, HTMLElement>())
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const at = current === undefined ? -1 : ids.indexOf(current)
      if (event.key === 'j' || event.key === 'k') {
        const next = ids[event.key === 'j' ? Math.min(at + 1, ids.length - 1) : Math.max(at - 1, 0)]
        if (next === undefined) return
        event.preventDefault()
        setCurrent(next)
        rows.current.get(next)?.focus()
        rows.current.get(next)?.scrollIntoView({ block: 'nearest' })
      } else if (event.key === 'Enter' && current !== undefined && event.target === rows.current.get(current)) onOpen(current)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [ids, current, onOpen])
  const hold = useCallback(
    (id: string) => (row: HTMLElement | null) => {
      if (row) rows.current.set(id, row)
      else rows.current.delete(id)
    },
    []
  )
  return { current, setCurrent, hold }
}
