import { useEffect, useRef, useState } from 'react'

/** Seconds left until `onEnd`, counted again from `seconds` whenever `mark` changes or somebody touches the screen or a key. */
export const useCountdown = (seconds: number, active: boolean, mark: unknown, onEnd: () => void): number => {
  const [left, setLeft] = useState(seconds)
  const end = useRef(onEnd)
  useEffect(() => {
    end.current = onEnd
  }, [onEnd])

  useEffect(() => {
    if (!active) return
    let deadline = performance.now() + seconds * 1000
    const again = () => {
      deadline = performance.now() + seconds * 1000
      setLeft(seconds)
    }
    again()
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil((deadline - performance.now()) / 1000))
      setLeft(rest)
      if (rest === 0) {
        clearInterval(timer)
        end.current()
      }
    }, 250)
    addEventListener('pointerdown', again)
    addEventListener('keydown', again)
    return () => {
      clearInterval(timer)
      removeEventListener('pointerdown', again)
      removeEventListener('keydown', again)
    }
  }, [seconds, active, mark])

  return left
}
