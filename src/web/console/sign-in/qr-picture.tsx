import { useQuery } from '@tanstack/react-query'

/** A QR code drawn here, in the browser: what it says goes nowhere. */
export const QrPicture = ({ text, label }: { text: string; label: string }) => {
  const picture = useQuery({
    queryKey: ['qr', text],
    gcTime: 0,
    queryFn: async () => (await import('qrcode')).toString(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  })
  if (!picture.data) return <div className="c-qr" />
  return <img className="c-qr" alt={label} src={`data:image/svg+xml,${encodeURIComponent(picture.data)}`} />
}
