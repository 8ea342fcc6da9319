import { useEffect, useState } from 'react'

/** Now, again every so many milliseconds: for ages on the screen. */
export const useNow = (every = 10_000): Date => {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
