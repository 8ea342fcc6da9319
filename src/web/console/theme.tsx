import { DirectionProvider, MantineProvider, createTheme, useDirection, type MantineColorsTuple } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useTheme } from '#web/design/index.ts'
import { directionOf, useLanguage } from '#web/i18n/index.ts'
import '@mantine/core/styles.layer.css'
import '#web/design/base.css'
import './console.css'
import './parts/parts.css'
import './frame/frame.css'
import './dossier/dossier.css'
import './sign-in/sign-in.css'
import './administration/administration.css'

const harbour: MantineColorsTuple = [
  '#eaf4fa',
  '#d5e7f2',
  '#a8cfe6',
  '#6db9e3',
  '#3f96c6',
  '#1f7bae',
  '#0b5c8a',
  '#0a5079',
  '#084766',
  '#063549'
]

// What the library draws on in the dark: from text to the deepest ground.
const dark: MantineColorsTuple = [
  '#e6edf3',
  '#c4d0da',
  '#a9b8c6',
  '#7b90a3',
  '#2c3f51',
  '#223446',
  '#162534',
  '#0f1b28',
  '#0b1520',
  '#070e16'
]

const theme = createTheme({
  colors: { harbour, dark },
  primaryColor: 'harbour',
  primaryShade: { light: 6, dark: 3 },
  defaultRadius: 4,
  fontFamily: 'var(--bw-font)',
  fontFamilyMonospace: 'var(--bw-mono)',
  fontSizes: { xs: '14px', sm: '15px', md: '16px', lg: '18px', xl: '22px' },
  headings: { fontFamily: 'var(--bw-font)', fontWeight: '650' },
  respectReducedMotion: true,
  cursorType: 'pointer'
})

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''

const FollowLanguage = ({ children }: { children: ReactNode }) => {
  const direction = directionOf(useLanguage())
  const { setDirection } = useDirection()
  useEffect(() => setDirection(direction), [direction, setDirection])
  return children
}

/** Components in the colours of this house, in the language's direction. */
export const Themed = ({ children }: { children: ReactNode }) => (
  <DirectionProvider initialDirection={directionOf(useLanguage())} detectDirection={false}>
    <MantineProvider theme={theme} forceColorScheme={useTheme()} getStyleNonce={() => nonce}>
      <FollowLanguage>{children}</FollowLanguage>
    </MantineProvider>
  </DirectionProvider>
)
