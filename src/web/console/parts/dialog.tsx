import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../messages.ts'

interface DialogProps {
  title: string
  onClose(this: void): void
  children: ReactNode
}

/**
 * A dialog with its title. Built of parts, since the library’s own header would be a second banner of the page; scrolling is not locked,
 * since that needs a style element the content security policy does not let in.
 */
export const Dialog = ({ title, onClose, children }: DialogProps) => {
  const t = useWords()
  return (
    <Modal.Root opened onClose={onClose} centered lockScroll={false}>
      <Modal.Overlay />
      <Modal.Content>
        <div className="c-dialog-head">
          <Modal.Title className="c-dialog-title">{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('cancel')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
