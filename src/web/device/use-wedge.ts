import { useEffect, useRef } from 'react'
import { createWedge } from './wedge.ts'

/** Reports the lines a keyboard-like reader types, wherever the focus is. What people type in a field stays theirs. */
export const useWedge = (active: boolean, onLines: (lines: string[]) => void): void => {
  const report = useRef(onLines)
  useEffect(() => {
    report.current = onLines
  }, [onLines])

  useEffect(() => {
    if (!active) return
    const wedge = createWedge()
    const press = (event: KeyboardEvent) => {
      const inField = event.target instanceof HTMLElement && event.target.matches('input, textarea, select')
      if (inField || event.ctrlKey || event.altKey || event.metaKey) return
      // The Enter of a burst must not press the button that happens to have the focus.
      if (wedge.press(event.key, event.timeStamp) && event.key === 'Enter') event.preventDefault()
    }
    const timer = setInterval(() => {
      const lines = wedge.take(performance.now())
      if (lines) report.current(lines)
    }, 50)
    addEventListener('keydown', press, { capture: true })
    return () => {
      clearInterval(timer)
      removeEventListener('keydown', press, { capture: true })
    }
  }, [active])
}
