import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark'

const STORED_AS = 'breakwater.theme'
const listeners = new Set<() => void>()

const current = (): Theme => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light')

/** Light or dark as chosen before, or as the machine is set; call once before the first render. */
export const startTheme = (): void => {
  let stored: string | null = null
  try {
    stored = localStorage.getItem(STORED_AS)
  } catch {
    // A browser that stores nothing follows the machine.
  }
  document.documentElement.dataset['theme'] = stored ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
}

export const setTheme = (theme: Theme): void => {
  document.documentElement.dataset['theme'] = theme
  try {
    localStorage.setItem(STORED_AS, theme)
  } catch {
    // Shown now, forgotten at the next visit.
  }
  for (const listener of listeners) listener()
}

export const useTheme = (): Theme =>
  useSyncExternalStore(listener => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, current)
