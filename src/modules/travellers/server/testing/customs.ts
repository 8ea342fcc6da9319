import { createHash, generateKeyPairSync, randomUUID, sign, webcrypto } from 'node:crypto'
import meridia from '../../model/forms/meridia.json' with { type: 'json' }
import type { GateSettings } from '../../model/gate-decision.ts'
import { NOTHING, anna } from '../../model/testing/declarations.ts'
import { travellers } from '../index.ts'
import type { Browser, IdentityServer } from '#platform/identity/testing/identity-server.ts'
import { startIdentityServer } from '#platform/identity/testing/identity-server.ts'
import { writeMrz } from '#standards/mrz/index.ts'
import type { DeclarationDocument, DeclaredTraveller, Signer } from '#standards/qr/index.ts'
import { webCryptoSigner, writeCode } from '#standards/qr/index.ts'

export const FORM = meridia[0]!

/** A traveller's phone: a key of its own, and codes signed with it. */
export interface Phone {
  signer: Signer
  document: string
  /** Its owner, with a passport of their own, and the passport's zone as a reader gives it. */
  holder: DeclaredTraveller
  zone: string
  code(changes?: Partial<DeclarationDocument>): Promise<string>
}

let passports = 0

export const newPhone = async (document: string = randomUUID()): Promise<Phone> => {
  const pair = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const signer = await webCryptoSigner(webcrypto.subtle, pair)
  const holder = { ...anna, number: `L${String(++passports).padStart(8, '0')}` }
  return {
    signer,
    document,
    holder,
    zone: zoneOf(holder),
    code: changes => {
      const now = new Date()
      return writeCode(
        {
          document,
          revision: 1,
          declaredAt: `${now.toISOString().slice(0, 19)}.000Z`,
          form: { id: 'uto-arrival', version: 1 },
          arrival: { date: now.toISOString().slice(0, 10), office: 'PORT-1', transport: 'MR204', from: 'JPN' },
          travellers: [holder],
          answers: NOTHING,
          ...changes
        },
        signer
      )
    }
  }
}

/** A passport's zone as a reader gives it. */
export const zoneOf = (traveller: DeclaredTraveller = anna): string => writeMrz({ format: 'TD3', ...traveller }).join('\n')

export interface Machine {
  id: string
  post(path: string, body: object, command?: string): Promise<{ status: number; body: Record<string, unknown> }>
}

/** A node with the travellers' routes, the forms of Meridia, people and devices. */
export interface Customs {
  server: IdentityServer
  kiosk: Machine
  gate: Machine
  officer(username: string): Promise<Browser>
  submit(code: string, command?: string): Promise<{ status: number; body: Record<string, unknown> }>
  close(): Promise<void>
}

export const openCustoms = async (gate: Partial<GateSettings> = {}): Promise<Customs> => {
  const module = travellers({ drawRate: 0, ...gate })
  const server = await startIdentityServer({ totpRequired: false }, [module])
  await module.prepareDemo?.(server.platform)
  await server.person('head', { role: 'office-head', office: 'PORT-1' })
  await server.person('noor', { role: 'gate-officer', office: 'PORT-1' })
  await server.person('samir', { role: 'examination-officer', office: 'PORT-1' })
  await server.person('elsewhere', { role: 'senior-officer', office: 'LAND-1' })
  await server.person('cashier', { role: 'cashier', office: 'PORT-1' })
  const head = await server.signedIn('head')
  const [kiosk, turnstile] = [await machine(server, head, 'kiosk', 'Kiosk 1'), await machine(server, head, 'gate', 'Gate 1')]
  return {
    server,
    kiosk,
    gate: turnstile,
    officer: username => server.signedIn(username),
    submit: (code, command = randomUUID()) => inject(server, '/api/travellers/declarations', { code }, { 'idempotency-key': command }),
    close: () => server.close()
  }
}

const inject = async (server: IdentityServer, url: string, payload: object, headers: Record<string, string>) => {
  const reply = await server.app.inject({ method: 'POST', url, payload, headers })
  return { status: reply.statusCode, body: reply.json<Record<string, unknown>>() }
}

const machine = async (server: IdentityServer, head: Browser, kind: 'kiosk' | 'gate', name: string): Promise<Machine> => {
  const { device, code } = (await head.post('/api/devices/enrolments', { kind, office: 'PORT-1', name })).body as {
    device: string
    code: string
  }
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' })
  const anonymous = server.browser()
  await anonymous.post('/api/devices/enrol', { code, publicKey: { kty, crv, x, y } })
  const { challenge } = (await anonymous.post('/api/devices/challenge', { device })).body as { challenge: string }
  const signature = sign('sha256', Buffer.from(challenge), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  const { token } = (await anonymous.post('/api/devices/sign-in', { device, challenge, signature })).body as { token: string }
  return {
    id: device,
    post: (path, body, command = randomUUID()) =>
      inject(server, `/api/travellers${path}`, body, { authorization: `Bearer ${token}`, 'idempotency-key': command })
  }
}

/** What a kiosk sends for a code and a passport. */
export const shown = (code: string | null, mrz: string | null) =>
  code === null ? { code, unreadable: true, mrz, declaration: null } : { code, mrz, declaration: null }

/** A thumbprint as the node names the key. */
export const thumbprintOf = ({ publicKey: { x, y } }: Signer): string =>
  createHash('sha256')
    .update(Buffer.concat([Buffer.from('a401022001215820', 'hex'), x, Buffer.from('225820', 'hex'), y]))
    .digest('base64url')
