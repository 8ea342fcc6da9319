/** What a sound says: something was read, go on, or come to a person. Never an alarm. */
export type Chime = 'read' | 'gate' | 'officer'

const notes: Record<Chime, { hertz: number; at: number; for: number }[]> = {
  read: [{ hertz: 880, at: 0, for: 0.09 }],
  gate: [
    { hertz: 523, at: 0, for: 0.16 },
    { hertz: 784, at: 0.18, for: 0.3 }
  ],
  officer: [
    { hertz: 523, at: 0, for: 0.16 },
    { hertz: 523, at: 0.24, for: 0.3 }
  ]
}

let context: AudioContext | undefined

/** Plays a short tone. A browser that does not let a page sound without a touch stays silent; the screen says the same. */
export const chime = (kind: Chime): void => {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  const now = context.currentTime
  for (const note of notes[kind]) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.type = 'sine'
    tone.frequency.value = note.hertz
    volume.gain.setValueAtTime(0, now + note.at)
    volume.gain.linearRampToValueAtTime(0.25, now + note.at + 0.02)
    volume.gain.setValueAtTime(0.25, now + note.at + note.for - 0.05)
    volume.gain.linearRampToValueAtTime(0, now + note.at + note.for)
    tone.connect(volume).connect(context.destination)
    tone.start(now + note.at)
    tone.stop(now + note.at + note.for)
  }
}
