import { Button, Group, Modal } from '@mantine/core'
import { useWords } from '../messages.ts'

interface ConfirmProps {
  open: boolean
  question: string
  yes: string
  busy: boolean
  onYes(this: void): void
  onNo(this: void): void
}

/** Asks before something that cannot be taken back. */
export const Confirm = ({ open, question, yes, busy, onYes, onNo }: ConfirmProps) => {
  const t = useWords()
  return (
    <Modal opened={open} onClose={onNo} title={yes} centered closeButtonProps={{ 'aria-label': t('people.cancel') }}>
      <p>{question}</p>
      <Group justify="flex-end">
        <Button variant="default" onClick={onNo}>
          {t('people.cancel')}
        </Button>
        <Button color="red" onClick={onYes} loading={busy}>
          {yes}
        </Button>
      </Group>
    </Modal>
  )
}
