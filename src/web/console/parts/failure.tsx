import { Button } from '@mantine/core'
import { useWords } from '../messages.ts'
import { Notice } from '#web/design/index.ts'
import { Problem, Unreachable } from '#web/http/index.ts'

type OwnWords = (code: string) => string | undefined

/** What went wrong, in words; a module's own refusals come first. */
export const useFailureWords = (): ((reason: unknown, own?: OwnWords, wasCommand?: boolean) => string) => {
  const t = useWords()
  return (reason, own, wasCommand = false) => {
    if (reason instanceof Unreachable) return t(wasCommand ? 'failure.unsure' : 'failure.unreachable')
    if (reason instanceof Problem) return own?.(reason.code) ?? t.maybe(`failure.${reason.code}`) ?? t('failure.unexpected')
    return t('failure.unexpected')
  }
}

interface FailureProps {
  reason: unknown
  retry?: () => void
  own?: OwnWords
  /** Something should have been recorded: without an answer nobody knows whether it was. */
  wasCommand?: boolean
}

/** A failure where the thing itself would stand: what happened, what was kept, how to go on. */
export const Failure = ({ reason, retry, own, wasCommand }: FailureProps) => {
  const t = useWords()
  const words = useFailureWords()
  return (
    <Notice kind="bad" live>
      <p>{words(reason, own, wasCommand)}</p>
      {retry && (
        <Button variant="default" mt={12} onClick={retry}>
          {t('failure.retry')}
        </Button>
      )}
    </Notice>
  )
}
