// The few globals that Node, browsers and workers all have and that answer the same for the same input.
interface UniversalTextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}
interface UniversalTextDecoder {
  decode(bytes?: Uint8Array): string
}
declare const TextEncoder: new () => UniversalTextEncoder
declare const TextDecoder: new (label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean }) => UniversalTextDecoder
