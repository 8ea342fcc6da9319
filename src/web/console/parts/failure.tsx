import { Button } from '@mantine/core'
import { useWords } from '../messages.ts'
import { Notice } from '#web/design/index.ts'
import { Problem, Unreachable } from '#web/http/index.ts'

/** What went wrong, in words; a module's own refusals come first. */
export const useFailureWords = (): ((reason: unknown, own?: (code: string) => string | undefined) => string) => {
  const t = useWords()
  return (reason, own) => {
    if (reason instanceof Unreachable) return t('failure.unreachable')
    if (reason instanceof Problem) return own?.(reason.code) ?? t.maybe(`failure.${reason.code}`) ?? t('failure.unexpected')
    return t('failure.unexpected')
  }
}

/** A failure where the thing itself would stand: what happened, what was kept, how to go on. */
export const Failure = ({ reason, retry, own }: { reason: unknown; retry?: () => void; own?: (code: string) => string | undefined }) => {
  const t = useWords()
  const words = useFailureWords()
  return (
    <Notice kind="bad" live>
      <p>{words(reason, own)}</p>
      {retry && (
        <Button variant="default" mt={12} onClick={retry}>
          {t('failure.retry')}
        </Button>
      )}
    </Notice>
  )
}
