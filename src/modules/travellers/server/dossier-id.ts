import { createHash } from 'node:crypto'
import { idText } from '#kernel/id.ts'

/** A UUIDv8 (RFC 9562, 5.8) of what the name is made of. */
const named = (...parts: string[]): string => {
  const bytes = createHash('sha256')
    .update(JSON.stringify(['travellers.declaration', ...parts]))
    .digest()
    .subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return idText(bytes)
}

/**
 * The dossier of a signed document at this node. The key is part of it: whoever signs something of his own under an id he has seen
 * opens another dossier and never touches the genuine one.
 */
export const dossierOfDocument = (node: string, document: string, key: string): string => named('document', node, document, key)

/**
 * A dossier for what must not write in a document's own: an altered code, a passport it does not name, an unreadable one, a
 * declaration made at the kiosk. A command sent again finds the same.
 */
export const dossierApart = (node: string, device: string, command: string): string => named('apart', node, device, command)
