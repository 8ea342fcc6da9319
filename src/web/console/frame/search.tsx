import { Popover, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '../messages.ts'
import type { Found } from '../module.ts'
import { modules } from '../modules.ts'
import { useFailureWords } from '../parts/failure.tsx'

const everywhere = async (reference: string): Promise<Found[]> => {
  const limit = AbortSignal.timeout(10_000)
  const found = await Promise.all(modules.map(async module => (await module.search?.(reference, limit)) ?? []))
  return found.flat()
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** Opens a reference directly; `/` brings the cursor here from anywhere. */
export const Search = () => {
  const t = useWords()
  const words = useFailureWords()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [reference, setReference] = useState('')
  const search = useMutation({
    mutationFn: everywhere,
    onSuccess: async found => {
      const [only] = found
      if (found.length !== 1 || !only) return
      setReference('')
      search.reset()
      await navigate({ to: only.to, params: only.params })
    }
  })
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      input.current?.focus()
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [])

  const found = search.data ?? []
  return (
    <Popover
      opened={search.isError || (search.isSuccess && found.length !== 1)}
      onChange={open => !open && search.reset()}
      position="bottom-end"
      width={320}
      trapFocus={false}
    >
      <Popover.Target>
        <form
          className="c-search"
          role="search"
          onSubmit={event => {
            event.preventDefault()
            if (reference.trim()) search.mutate(reference.trim())
          }}
        >
          <TextInput
            ref={input}
            type="search"
            aria-label={t('search.label')}
            placeholder={t('search.hint')}
            value={reference}
            onChange={event => setReference(event.currentTarget.value)}
            disabled={search.isPending}
            rightSection={<kbd className="c-key">/</kbd>}
          />
        </form>
      </Popover.Target>
      <Popover.Dropdown role="status">
        {search.isError && words(search.error)}
        {search.isSuccess && found.length === 0 && t('search.none')}
        <ul className="c-found">
          {found.map(one => (
            <li key={one.to + one.reference}>
              <Link to={one.to} params={one.params} onClick={() => search.reset()}>
                <span className="bw-code">{one.reference}</span> {one.title}
              </Link>
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
