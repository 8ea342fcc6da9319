import { Burger, Drawer } from '@mantine/core'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../messages.ts'
import { queries } from '../node.ts'
import { sessionQuery } from '../session.ts'
import { Me } from './me.tsx'
import { Navigation } from './navigation.tsx'
import { NodeState, StormBar } from './node-bar.tsx'
import { OfficeSwitch } from './office-switch.tsx'
import { Search } from './search.tsx'
import { useSignedOut } from './use-signed-out.ts'
import { Mark } from '#web/design/index.ts'

/** The frame of every page of a signed-in person. */
export const Shell = () => {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const path = useRouterState({ select: state => state.location.pathname })
  const main = useRef<HTMLElement>(null)
  useSignedOut()
  useEffect(() => setOpen(false), [path])
  useEffect(() => {
    const ask = () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    const events = ['online', 'offline'] as const
    for (const event of events) window.addEventListener(event, ask)
    return () => {
      for (const event of events) window.removeEventListener(event, ask)
    }
  }, [])
  return (
    <div className="c-shell">
      <header className="c-top">
        <a
          className="bw-button bw-skip"
          href="#main"
          onClick={event => {
            event.preventDefault()
            main.current?.focus()
          }}
        >
          {t('skip')}
        </a>
        <Burger hiddenFrom="md" size="sm" opened={open} onClick={() => setOpen(!open)} aria-label={t('nav.open')} />
        <Link className="c-top-name" to="/">
          <Mark size={26} />
          <span className="c-wide-only">{t('name')}</span>
          <span className="bw-hidden c-small-only">{t('name')}</span>
        </Link>
        <span className="c-wide-only c-where">
          <OfficeSwitch />
          <NodeState />
        </span>
        <Search />
        <div className="c-top-end">
          <Me />
        </div>
      </header>
      <StormBar />
      <Navigation />
      <Drawer.Root className="c-drawer" opened={open} onClose={() => setOpen(false)} size={280} lockScroll={false}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={t('nav.label')}>
          <Drawer.CloseButton m={12} aria-label={t('nav.close')} />
          <Drawer.Body>
            <div className="c-stack">
              <OfficeSwitch />
              <NodeState />
            </div>
            <Navigation onGo={() => setOpen(false)} />
          </Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
      <main className="c-main" id="main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
    </div>
  )
}
