import { useCallback, useEffect, useRef, useState } from 'react'
import { createLingering } from './lingering.ts'

/** Whether a code just read is only the one that had its answer and is still held up. `code`: what is being answered now, if anything. */
export const useLingering = (at: string, code: string | null): ((read: string) => boolean) => {
  const [lingering] = useState(createLingering)
  const answered = useRef<string | null>(null)
  useEffect(() => {
    if (code !== null) answered.current = code
    if (at !== 'start' || answered.current === null) return
    lingering.answered(answered.current, performance.now())
    answered.current = null
  }, [at, code, lingering])
  return useCallback((read: string) => lingering.isLingering(read, performance.now()), [lingering])
}
