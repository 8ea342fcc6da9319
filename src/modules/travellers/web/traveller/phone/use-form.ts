import { useEffect, useState } from 'react'
import { fetchForm, keptForm } from './form.ts'
import type { CachedForm } from './kept.ts'

/** The questions: those kept here at once, newer ones when the network gives them. `isMissing`: none are kept and none came. */
export const useForm = (office: string): { form: CachedForm | undefined; isMissing: boolean } => {
  const [form, setForm] = useState<CachedForm>()
  const [isMissing, setMissing] = useState(false)
  useEffect(() => {
    let over = false
    const look = async () => {
      const kept = await keptForm(office)
      if (kept && !over) setForm(kept)
      const fetched = await fetchForm(office)
      if (over) return
      if (fetched && fetched.etag !== kept?.etag) setForm(fetched)
      setMissing(!kept && !fetched)
    }
    const again = () => void look()
    again()
    addEventListener('online', again)
    return () => {
      over = true
      removeEventListener('online', again)
    }
  }, [office])
  return { form, isMissing }
}
