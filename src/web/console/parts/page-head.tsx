import { useEffect, type ReactNode } from 'react'
import { useWords } from '../messages.ts'

/** The page's heading, also in the browser's tab; what stands at its end is how fresh the page is. */
export const PageHead = ({ title, tab = title, children }: { title: string; tab?: string; children?: ReactNode }) => {
  const t = useWords()
  const name = t('name')
  useEffect(() => {
    document.title = `${tab} · ${name}`
  }, [tab, name])
  return (
    <div className="c-head">
      <h1>{title}</h1>
      {children}
    </div>
  )
}
