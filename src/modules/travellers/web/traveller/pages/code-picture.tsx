import { create } from 'qrcode'
import { useMemo } from 'react'

/** The code, as large as the screen is wide; drawn as one path, so it stays sharp. */
export const CodePicture = ({ code, label }: { code: string; label: string }) => {
  const { size, path } = useMemo(() => {
    const { modules } = create([{ data: code, mode: 'alphanumeric' }], { errorCorrectionLevel: 'L' })
    let drawn = ''
    for (let row = 0; row < modules.size; row += 1) {
      for (let column = 0; column < modules.size; column += 1) {
        if (!modules.get(row, column)) continue
        let width = 1
        while (column + width < modules.size && modules.get(row, column + width)) width += 1
        drawn += `M${column} ${row}h${width}v1h-${width}z`
        column += width
      }
    }
    return { size: modules.size, path: drawn }
  }, [code])
  return (
    <svg className="bw-code-picture" viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}
