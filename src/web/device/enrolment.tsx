import { useState, type FormEvent } from 'react'
import { Machine } from './machine.tsx'
import { enrol, isSilent, WrongKind } from './session.ts'
import type { DeviceKind, EnrolledDevice } from './store.ts'
import { words } from './words.ts'
import { Button, Field } from '#web/design/index.ts'

/** Asks an officer for the one-time code, once in the life of a machine. */
export const Enrolment = ({ kind, onEnrolled }: { kind: DeviceKind; onEnrolled: (device: EnrolledDevice) => void }) => {
  const say = words.useMessages()
  const [code, setCode] = useState('')
  const [error, setError] = useState<string>()
  const [working, setWorking] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (code.trim() === '' || working) return
    setWorking(true)
    setError(undefined)
    try {
      onEnrolled(await enrol(kind, code.trim()))
    } catch (reason) {
      setError(say(reason instanceof WrongKind ? 'enrol.wrong-kind' : isSilent(reason) ? 'enrol.silent' : 'enrol.not-taken'))
      setWorking(false)
    }
  }

  return (
    <Machine
      place="Breakwater"
      title={say(`enrol.title.${kind}`)}
      controls={
        <form className="bw-machine-form" onSubmit={event => void submit(event)}>
          <Field
            label={say('enrol.code')}
            error={error}
            value={code}
            onChange={event => setCode(event.target.value)}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            dir="ltr"
          />
          <Button type="submit">{say(working ? 'enrol.working' : 'enrol.do')}</Button>
        </form>
      }
    >
      <p>{say('enrol.help')}</p>
    </Machine>
  )
}
