import { useEffect, useState } from 'react'
import { listDeclarations, onKeptChanged } from './declarations.ts'
import type { KeptDeclaration } from './kept.ts'

/** The declarations on this phone, newest first; undefined until they have been read. */
export const useKept = (): KeptDeclaration[] | undefined => {
  const [kept, setKept] = useState<KeptDeclaration[]>()
  useEffect(() => {
    let over = false
    const read = () =>
      void listDeclarations().then(found => {
        if (!over) setKept(found)
      })
    read()
    const stop = onKeptChanged(read)
    return () => {
      over = true
      stop()
    }
  }, [])
  return kept
}
