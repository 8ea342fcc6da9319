import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { Outside } from '../parts/outside.tsx'
import { PageHead } from '../parts/page-head.tsx'
import type { Next } from './identity.ts'
import { PasswordStep } from './password-step.tsx'
import { SecondStep } from './second-step.tsx'

/** Password, then the code; the first time, the code's making. */
export const SignIn = () => {
  const t = useWords()
  const { to } = useSearch({ strict: false })
  const [step, setStep] = useState<{ next: Next; password: string }>()
  return (
    <Outside>
      {step ? (
        <SecondStep {...step} to={to ?? '/'} onBack={() => setStep(undefined)} />
      ) : (
        <>
          <PageHead title={t('signIn.title.password')} />
          <PasswordStep onNext={(next, password) => setStep({ next, password })} />
        </>
      )}
    </Outside>
  )
}
