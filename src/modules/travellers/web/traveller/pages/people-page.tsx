import { newPerson, travellerOf, type Draft } from '../draft.ts'
import { words } from '../words.ts'
import { nameOf } from './person-card.tsx'
import { QuestionLayout } from './question-layout.tsx'
import { Button } from '#web/design/index.ts'

interface PeoplePageProps {
  draft: Draft
  today: string
  onDraft(draft: Draft): void
  onPerson(index: number): void
  onBack(): void
  onNext(): void
}

/** The most the code has room for. */
const most = 12

/** Who travels on this declaration besides the one who declares. Somebody begun but not finished is left out when going on. */
export const PeoplePage = ({ draft, today, onDraft, onPerson, onBack, onNext }: PeoplePageProps) => {
  const say = words.useMessages()
  const add = () => {
    onDraft({ ...draft, people: [...draft.people, newPerson()] })
    onPerson(draft.people.length)
  }
  const next = () => {
    onDraft({ ...draft, people: draft.people.filter((person, index) => index === 0 || travellerOf(person, today) !== null) })
    onNext()
  }
  return (
    <QuestionLayout
      question={say('people.question')}
      help={say('people.help')}
      onBack={onBack}
      onNext={next}
      next={say(draft.people.length === 1 ? 'people.alone' : 'people.everybody', { count: draft.people.length })}
    >
      {() => (
        <>
          <ul className="bw-people">
            {draft.people.map((person, index) => {
              const traveller = travellerOf(person, today)
              const name = traveller ? nameOf(traveller) : say('people.unfinished')
              return (
                <li key={index}>
                  <span dir="auto">{index === 0 ? say('people.you', { name }) : name}</span>
                  <span className="bw-people-do">
                    <Button kind="quiet" aria-label={say('people.change', { name })} onClick={() => onPerson(index)}>
                      {say('change')}
                    </Button>
                    {index > 0 && (
                      <Button
                        kind="quiet"
                        aria-label={say('people.remove', { name })}
                        onClick={() => onDraft({ ...draft, people: draft.people.filter((_, other) => other !== index) })}
                      >
                        {say('remove')}
                      </Button>
                    )}
                  </span>
                </li>
              )
            })}
          </ul>
          {draft.people.length < most && (
            <Button kind="secondary" onClick={add}>
              {say('people.add')}
            </Button>
          )}
        </>
      )}
    </QuestionLayout>
  )
}
