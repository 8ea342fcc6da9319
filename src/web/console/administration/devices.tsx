import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '../messages.ts'
import { queries } from '../node.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Failure } from '../parts/failure.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Empty, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/when.tsx'
import { officeName, useOffice, useSession } from '../session.ts'
import { OfficeChoice } from './office-choice.tsx'
import { devicesQuery, inviteDevice, revokeDevice, type Device } from './requests.ts'
import { useFormat, useLanguage } from '#web/i18n/index.ts'

const Invite = () => {
  const t = useWords()
  const office = useOffice()
  const format = useFormat(office.zone)
  const [kind, setKind] = useState<Device['kind']>('kiosk')
  const [name, setName] = useState('')
  const [at, setAt] = useState(office.id)
  const invite = useMutation({ mutationFn: inviteDevice, onSuccess: () => queries.invalidateQueries({ queryKey: ['devices'] }) })
  return (
    <>
      <form
        className="c-form"
        onSubmit={event => {
          event.preventDefault()
          invite.mutate({ kind, office: at, name: name.trim() }, { onSuccess: () => setName('') })
        }}
      >
        <NativeSelect
          label={t('devices.kind')}
          value={kind}
          onChange={event => setKind(event.currentTarget.value === 'gate' ? 'gate' : 'kiosk')}
          data={(['kiosk', 'gate'] as const).map(value => ({ value, label: t(`devices.kind.${value}`) }))}
        />
        <TextInput
          label={t('devices.name')}
          placeholder={t('devices.nameHint')}
          required
          withAsterisk={false}
          maxLength={60}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <OfficeChoice label={t('devices.office')} value={at} onChange={setAt} />
        <Button type="submit" loading={invite.isPending}>
          {t('devices.add')}
        </Button>
      </form>
      {invite.isError && <Failure wasCommand reason={invite.error} />}
      {invite.data && (
        <div className="c-once" role="status">
          <p>{t('devices.once', { name: invite.variables?.name ?? '' })}</p>
          <p className="bw-code">{invite.data.code}</p>
          <p className="c-soft">{t('devices.expires', { time: format.exact(invite.data.expiresAt) })}</p>
          <Button variant="default" onClick={() => invite.reset()}>
            {t('devices.hide')}
          </Button>
        </div>
      )}
    </>
  )
}

/** Kiosks and gates: a code for a new one, the list, and the end of a lost one. */
export const Devices = () => {
  const t = useWords()
  const language = useLanguage()
  const { offices } = useSession()
  const devices = useQuery(devicesQuery)
  const [losing, setLosing] = useState<Device>()
  const revoke = useMutation({
    mutationFn: (device: Device) => revokeDevice(device.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['devices'] }),
    onSettled: () => setLosing(undefined)
  })
  return (
    <>
      <PageHead title={t('devices.title')} />
      <p className="c-soft c-tight">{t('devices.text')}</p>
      <Invite />
      {revoke.isError && <Failure wasCommand reason={revoke.error} />}
      {devices.isPending && <Loading what={t('devices.title')} />}
      {devices.isError && !devices.data && <Failure reason={devices.error} retry={() => void devices.refetch()} />}
      {devices.data?.length === 0 && <Empty title={t('devices.none')}>{t('devices.noneText')}</Empty>}
      {devices.data && devices.data.length > 0 && (
        <div className="c-table-wrap" tabIndex={0} role="region" aria-label={t('devices.title')}>
          <table className="c-table">
            <thead>
              <tr>
                {(['name', 'kind', 'office', 'state', 'since'] as const).map(column => (
                  <th scope="col" key={column}>
                    {t(`devices.${column}`)}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {devices.data.map(device => (
                <tr key={device.id}>
                  <th scope="row" className="c-row-name">
                    {device.name}
                  </th>
                  <td>{t(`devices.kind.${device.kind}`)}</td>
                  <td>
                    {officeName(offices.find(({ id }) => id === device.office) ?? { id: device.office, name: device.office }, language)}
                  </td>
                  <td>{t(`devices.state.${device.status}`)}</td>
                  <td>
                    <Ago at={device.since} />
                  </td>
                  <td className="c-end">
                    {device.status !== 'revoked' && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        onClick={() => setLosing(device)}
                        aria-label={`${t('devices.revoke')}: ${device.name}`}
                      >
                        {t('devices.revoke')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {losing && (
        <Confirm
          question={t('devices.revoke.sure', { name: losing.name })}
          yes={t('devices.revoke')}
          busy={revoke.isPending}
          onYes={() => revoke.mutate(losing)}
          onNo={() => setLosing(undefined)}
        />
      )}
    </>
  )
}
