import type { ReactNode } from 'react'

const Picture = ({ children }: { children: ReactNode }) => (
  <svg
    viewBox="0 0 120 120"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    strokeWidth="5"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    {children}
  </svg>
)

/** A code: three corners and some points. */
const Code = ({ x, y, size }: { x: number; y: number; size: number }) => {
  const unit = size / 7
  const square = (column: number, row: number, side: number) => (
    <rect
      key={`${column}.${row}`}
      x={x + column * unit}
      y={y + row * unit}
      width={side * unit}
      height={side * unit}
      fill="currentColor"
      stroke="none"
    />
  )
  return (
    <>
      {square(0, 0, 3)}
      {square(4, 0, 3)}
      {square(0, 4, 3)}
      {square(4, 4, 1)}
      {square(6, 4, 1)}
      {square(5, 5, 1)}
      {square(4, 6, 1)}
      {square(6, 6, 1)}
    </>
  )
}

/** A phone with a code, held to the glass. */
export const PhonePicture = () => (
  <Picture>
    <rect x="34" y="10" width="52" height="92" rx="8" />
    <Code x={44} y={34} size={32} />
    <path d="M54 92h12M14 40v-16h12M106 40v-16h-12M14 78v16h12M106 78v16h-12" />
  </Picture>
)

/** An open passport, its two lines down on the reader. */
export const PassportPicture = () => (
  <Picture>
    <path d="M24 14h72v72H24z" />
    <circle cx="46" cy="38" r="10" />
    <path d="M30 64c3-9 29-9 32 0M70 32h16M70 46h16M32 74h56" />
    <path d="M32 80h56" strokeDasharray="3 7" />
    <path d="M8 104h104M60 92v4" />
  </Picture>
)

/** Two posts and the way between them. */
export const GatePicture = () => (
  <Picture>
    <path d="M16 108V20M104 108V20M8 108h16M96 108h16" strokeWidth="8" />
    <path d="M60 98V34M36 58l24-26 24 26" strokeWidth="10" />
  </Picture>
)

/** A person behind a desk. */
export const OfficerPicture = () => (
  <Picture>
    <path d="M40 28c6-10 34-10 40 0l-4 6H44z" fill="currentColor" />
    <path d="M46 36v6a14 14 0 0 0 28 0v-6" />
    <path d="M30 82c2-18 14-24 30-24s28 6 30 24" />
    <path d="M10 84h100v10H10zM20 94v18M100 94v18" />
  </Picture>
)

/** A plug out of its socket. */
export const CutOffPicture = () => (
  <Picture>
    <path d="M8 60h28M36 44v32h10a16 16 0 0 0 0-32zM60 52h10M60 68h10M112 60H98M98 42H88a18 18 0 0 0 0 36h10z" />
  </Picture>
)

/** Something is being looked at. */
export const LookingPicture = () => (
  <Picture>
    <circle cx="52" cy="52" r="32" />
    <path d="M76 76l30 30" strokeWidth="10" />
  </Picture>
)
