export { Mark } from './mark.tsx'
export { Button, Field, Notice, Page } from './primitives.tsx'
export { startTheme, setTheme, useTheme, type Theme } from './theme.ts'
