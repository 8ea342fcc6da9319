import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { queries } from '../node.ts'
import { Failure } from '../parts/failure.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Empty, Loading } from '../parts/states.tsx'
import { officeName, useSession } from '../session.ts'
import { AddPerson } from './add-person.tsx'
import { GiveRole } from './give-role.tsx'
import { PasswordLink } from './password-link.tsx'
import { changeRole, newPasswordLink, peopleQuery, type Person } from './requests.ts'
import { holds } from '#kernel/actor.ts'
import { useLanguage } from '#web/i18n/index.ts'

type Held = Person['roles'][number]

const Roles = ({ person, onRevoke, busy }: { person: Person; onRevoke(this: void, held: Held): void; busy: boolean }) => {
  const t = useWords()
  const language = useLanguage()
  const { actor, offices, person: me } = useSession()
  if (person.roles.length === 0) return <span className="c-soft">{t('people.noRoles')}</span>
  return (
    <ul className="c-roles">
      {person.roles.map(held => {
        const office = officeName(offices.find(({ id }) => id === held.office) ?? { id: held.office, name: held.office }, language)
        const role = t(`role.${held.role}`)
        const mayRevoke = person.id !== me.id && holds(actor, held.office, 'administrator', 'office-head')
        return (
          <li key={`${held.role} ${held.office}`}>
            {t('people.roleAt', { role, office })}
            {mayRevoke && (
              <button
                type="button"
                className="c-take"
                disabled={busy}
                aria-label={t('people.revoke', { role, office })}
                onClick={() => onRevoke(held)}
              >
                ×
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** Who may do what, where. */
export const People = () => {
  const t = useWords()
  const { person: me } = useSession()
  const people = useQuery(peopleQuery)
  const [giving, setGiving] = useState<Person>()
  const again = () => queries.invalidateQueries({ queryKey: ['people'] })
  const revoke = useMutation({
    mutationFn: ({ person, held }: { person: Person; held: Held }) => changeRole(person.id, 'revoke-role', held),
    onSettled: again
  })
  const link = useMutation({ mutationFn: (person: Person) => newPasswordLink(person.id) })
  return (
    <>
      <PageHead title={t('people.title')} />
      <p className="c-soft c-tight c-measure">{t('people.text')}</p>
      <AddPerson />
      {revoke.isError && <Failure wasCommand reason={revoke.error} />}
      {link.isError && <Failure wasCommand reason={link.error} />}
      {link.data && <PasswordLink name={link.variables?.name ?? ''} {...link.data} onHide={() => link.reset()} />}
      {people.isPending && <Loading what={t('people.title')} />}
      {people.isError && !people.data && <Failure reason={people.error} retry={() => void people.refetch()} />}
      {people.data?.length === 0 && <Empty title={t('people.none')}>{t('people.noneText')}</Empty>}
      {people.data && people.data.length > 0 && (
        <div className="c-table-wrap" tabIndex={0} role="region" aria-label={t('people.title')}>
          <table className="c-table">
            <thead>
              <tr>
                <th scope="col">{t('people.name')}</th>
                <th scope="col">{t('people.roles')}</th>
                <th scope="col">{t('people.factor')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {people.data.map(person => (
                <tr key={person.id}>
                  <th scope="row" className="c-row-name">
                    {person.name} <span className="bw-code c-soft">{person.username}</span>
                  </th>
                  <td>
                    {person.status === 'disabled' ? (
                      <span className="c-soft">{t('people.closed')}</span>
                    ) : (
                      <Roles person={person} busy={revoke.isPending} onRevoke={held => revoke.mutate({ person, held })} />
                    )}
                  </td>
                  <td data-name={t('people.factor')}>{t(person.secondFactor ? 'people.factor.yes' : 'people.factor.no')}</td>
                  <td className="c-end">
                    {person.id !== me.id && person.status === 'active' && (
                      <div className="c-row-acts">
                        <Button
                          size="compact-sm"
                          variant="default"
                          onClick={() => setGiving(person)}
                          aria-label={`${t('people.grant')}: ${person.name}`}
                        >
                          {t('people.grant')}
                        </Button>
                        <Button
                          size="compact-sm"
                          variant="subtle"
                          loading={link.isPending && link.variables?.id === person.id}
                          onClick={() => link.mutate(person)}
                          aria-label={`${t('people.newLink')}: ${person.name}`}
                        >
                          {t('people.newLink')}
                        </Button>
                      </div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {giving && <GiveRole person={giving} onClose={() => setGiving(undefined)} onDone={again} />}
    </>
  )
}
