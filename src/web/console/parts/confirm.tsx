import { Button, Group } from '@mantine/core'
import { useWords } from '../messages.ts'
import { Dialog } from './dialog.tsx'

interface ConfirmProps {
  question: string
  yes: string
  busy: boolean
  onYes(this: void): void
  onNo(this: void): void
}

/** Asks before something that cannot be taken back. */
export const Confirm = ({ question, yes, busy, onYes, onNo }: ConfirmProps) => {
  const t = useWords()
  return (
    <Dialog title={yes} onClose={onNo}>
      <p>{question}</p>
      <Group justify="flex-end">
        <Button variant="default" onClick={onNo}>
          {t('cancel')}
        </Button>
        <Button className="c-danger" onClick={onYes} loading={busy}>
          {yes}
        </Button>
      </Group>
    </Dialog>
  )
}
