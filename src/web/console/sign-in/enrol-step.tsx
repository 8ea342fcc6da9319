import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { Failure } from '../parts/failure.tsx'
import { Loading } from '../parts/states.tsx'
import { CodeStep } from './code-step.tsx'
import { enrol } from './identity.ts'
import { QrPicture } from './qr-picture.tsx'

/** Makes the second factor: scan, keep the backup codes, prove it works. */
export const EnrolStep = ({ password, onDone }: { password: string; onDone(this: void): Promise<void> }) => {
  const t = useWords()
  const [kept, setKept] = useState(false)
  const enrolment = useQuery({
    queryKey: ['enrolment'],
    queryFn: () => enrol(password),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false
  })
  if (enrolment.isError) return <Failure reason={enrolment.error} />
  if (!enrolment.data) return <Loading what={t('signIn.enrolment')} rows={3} />
  const { uri, backupCodes } = enrolment.data
  const secret = new URL(uri).searchParams.get('secret') ?? ''
  if (!kept)
    return (
      <>
        <p className="c-tight">{t('signIn.scan')}</p>
        <QrPicture text={uri} label={t('signIn.qr')} />
        <p className="c-tight">{t('signIn.typed')}</p>
        <p className="bw-code c-tight">{secret.match(/.{1,4}/g)?.join(' ')}</p>
        {backupCodes.length > 0 && (
          <>
            <h2 className="c-section">{t('signIn.backup')}</h2>
            <p className="c-tight">{t('signIn.backupHint')}</p>
            <ul className="c-backup bw-code">
              {backupCodes.map(code => (
                <li key={code}>{code}</li>
              ))}
            </ul>
          </>
        )}
        <Button size="md" onClick={() => setKept(true)}>
          {t('signIn.kept')}
        </Button>
      </>
    )
  return <CodeStep onDone={onDone} onBack={() => setKept(false)} />
}
