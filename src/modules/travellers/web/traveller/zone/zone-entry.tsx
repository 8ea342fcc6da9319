import { useId } from 'react'
import { faultsOf, type Fault } from './explain.ts'
import { words } from './words.ts'
import { readMrz, type MrzReading, type MrzSuggestion } from '#standards/mrz/index.ts'
import { Button } from '#web/design/index.ts'
import './zone.css'

interface ZoneEntryProps {
  label: string
  hint?: string
  text: string
  /** The day the century of two-digit years is told by: `YYYY-MM-DD`. */
  on: string
  onText(text: string): void
  /** Show what is missing even before the lines are long enough. */
  insist: boolean
}

/** Enough has been typed for a fault to be worth naming: two lines of a card are 60 characters. */
const worthReading = (reading: MrzReading): boolean => reading.lines.join('').length >= 60

/** The zone at the foot of a passport, typed or pasted; says which line and which group of characters is wrong, and what it may have been. */
export const ZoneEntry = ({ label, hint, text, on, onText, insist }: ZoneEntryProps) => {
  const id = useId()
  const say = words.useMessages()
  const reading = readMrz(text, on)
  const faults = insist || worthReading(reading) ? faultsOf(reading) : []
  return (
    <div className="bw-zone bw-field" data-wrong={faults.length > 0 && insist ? '' : undefined}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="bw-field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <textarea
        id={id}
        className="bw-input bw-zone-text"
        rows={4}
        dir="ltr"
        value={text}
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={faults.length > 0 ? true : undefined}
        aria-describedby={[hint && `${id}-hint`, `${id}-faults`].filter(Boolean).join(' ')}
        onChange={event => onText(event.target.value.toUpperCase())}
      />
      <div id={`${id}-faults`} className="bw-zone-help" aria-live="polite">
        {reading.valid && <p className="bw-zone-right">{say('right')}</p>}
        {faults.length > 0 && <Faults faults={faults} reading={reading} />}
        {!reading.valid && faults.length > 0 && (
          <Suggestions suggestions={reading.suggestions} onTake={suggestion => onText(corrected(reading.lines, suggestion))} />
        )}
      </div>
    </div>
  )
}

const Faults = ({ faults, reading }: { faults: Fault[]; reading: MrzReading }) => {
  const say = words.useMessages()
  return (
    <>
      <ul className="bw-zone-faults">
        {faults.map(fault => (
          <li key={JSON.stringify(fault)}>{inWords(fault, say)}</li>
        ))}
      </ul>
      {faults.some(fault => fault.kind !== 'length') && (
        <pre className="bw-zone-lines" dir="ltr" aria-hidden="true">
          {reading.lines.map((line, index) => (
            <MarkedLine key={index} line={line} faults={faults.filter(fault => fault.kind !== 'length' && fault.line === index + 1)} />
          ))}
        </pre>
      )}
    </>
  )
}

const inWords = (fault: Fault, say: ReturnType<typeof words.useMessages>): string => {
  switch (fault.kind) {
    case 'length':
      return fault.lengths.length === 0 ? say('empty') : say('length', { lengths: fault.lengths.join(' + ') })
    case 'character':
      return say('character', { line: fault.line, column: fault.column, found: fault.found })
    case 'group':
      return say(`group.${fault.group}`, { line: fault.line, from: fault.from, to: fault.to })
  }
}

const MarkedLine = ({ line, faults }: { line: string; faults: Fault[] }) => {
  const isWrong = (column: number) =>
    faults.some(
      fault =>
        (fault.kind === 'group' && column >= fault.from && column <= fault.to) || (fault.kind === 'character' && fault.column === column)
    )
  return (
    <span className="bw-zone-line">
      {[...line].map((character, index) => (isWrong(index + 1) ? <mark key={index}>{character}</mark> : character))}
    </span>
  )
}

const Suggestions = ({ suggestions, onTake }: { suggestions: MrzSuggestion[]; onTake(suggestion: MrzSuggestion): void }) => {
  const say = words.useMessages()
  const best = suggestions.filter(suggestion => suggestion.left === suggestions[0]?.left).slice(0, 3)
  if (best.length === 0) return null
  return (
    <div className="bw-zone-suggestions">
      <p>{say('perhaps')}</p>
      {best.map(suggestion => (
        <Button key={`${suggestion.line}.${suggestion.column}.${suggestion.suggested}`} kind="secondary" onClick={() => onTake(suggestion)}>
          {say('suggestion', {
            line: suggestion.line,
            column: suggestion.column,
            found: suggestion.found,
            suggested: suggestion.suggested
          })}
        </Button>
      ))}
    </div>
  )
}

const corrected = (lines: string[], { line, column, suggested }: MrzSuggestion): string =>
  lines.map((text, index) => (index + 1 === line ? text.slice(0, column - 1) + suggested + text.slice(column) : text)).join('\n')
