import { useId, type ButtonHTMLAttributes, type InputHTMLAttributes, type ReactNode } from 'react'
import { Mark } from './mark.tsx'
import './base.css'
import './primitives.css'

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  kind?: 'primary' | 'secondary' | 'quiet'
  /** Why the button cannot be used now, in words. It stays reachable by keyboard, and says so. */
  why?: string | undefined
}

/** A button says what happens. One that cannot be used says why. */
export const Button = ({ kind = 'primary', why, onClick, children, type = 'button', ...rest }: ButtonProps) => {
  const whyId = useId()
  if (why === undefined)
    return (
      <button className="bw-button" data-kind={kind} type={type} onClick={onClick} {...rest}>
        {children}
      </button>
    )
  return (
    <div>
      <button className="bw-button" data-kind={kind} type="button" aria-disabled="true" aria-describedby={whyId} {...rest}>
        {children}
      </button>
      <p className="bw-button-why" id={whyId}>
        {why}
      </p>
    </div>
  )
}

interface FieldProps {
  label: string
  hint?: string | undefined
  /** What is wrong and what to do about it. */
  error?: string | undefined
  /** The control itself, if it is not a plain text input: it must take these properties. */
  children?: (control: { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean | undefined }) => ReactNode
}

/** A label, its help below it, what is wrong below that, and the control. */
export const Field = ({ label, hint, error, children, ...input }: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'children'>) => {
  const id = useId()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  const control = { id, 'aria-describedby': described, 'aria-invalid': error ? true : undefined }
  return (
    <div className="bw-field" data-wrong={error ? '' : undefined}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="bw-field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="bw-field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
      {children ? children(control) : <input className="bw-input" {...input} {...control} />}
    </div>
  )
}

const SHAPES = {
  info: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1 6h2v5H7Zm0-3h2v2H7Z',
  good: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Zm-1.2 10.6L3.6 8.4l1.3-1.3 1.9 1.9 4.3-4.4 1.3 1.3Z',
  attention: 'M8 1 0 15h16Zm-1 5h2v5H7Zm0 6h2v2H7Z',
  bad: 'M5 1h6l4 4v6l-4 4H5l-4-4V5Zm2 3v5h2V4Zm0 6v2h2v-2Z',
  storm: 'M9 0 2 9h5l-1 7 8-10H9Z'
}

/** Something the reader should know. `storm` is kept for a declared emergency and for a node that is cut off. */
export const Notice = ({
  kind = 'info',
  title,
  children,
  live
}: {
  kind?: keyof typeof SHAPES
  title?: string
  children?: ReactNode
  live?: boolean
}) => (
  <div className="bw-notice" data-kind={kind} role={live ? (kind === 'bad' ? 'alert' : 'status') : undefined}>
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path fill="currentColor" fillRule="evenodd" d={SHAPES[kind]} />
    </svg>
    <div>
      {title && <h2>{title}</h2>}
      {children && <div>{children}</div>}
    </div>
  </div>
)

/** The frame of a public page: who this is, a way past it, the page, and what stands at the foot. */
export const Page = (props: { name: string; home?: string; skip: string; head?: ReactNode; foot?: ReactNode; children: ReactNode }) => (
  <div className="bw-page">
    <header className="bw-page-head">
      <a className="bw-button bw-skip" href="#main">
        {props.skip}
      </a>
      <a className="bw-page-name" href={props.home ?? '/'}>
        <Mark size={28} />
        {props.name}
      </a>
      {props.head}
    </header>
    <main className="bw-page-main" id="main" tabIndex={-1}>
      {props.children}
    </main>
    {props.foot && <footer className="bw-page-foot">{props.foot}</footer>}
  </div>
)
