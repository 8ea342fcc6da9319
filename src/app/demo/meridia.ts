import type { Role } from '#kernel/actor.ts'
import type { Office } from '#platform/reference/offices.ts'

// Meridia is invented, and so is everybody in it.

const zone = 'Etc/GMT-2'

export const offices: Office[] = [
  {
    id: 'HQ',
    kind: 'headquarters',
    parent: null,
    zone,
    name: { en: 'Customs of Meridia, headquarters', fr: 'Douanes de Méridia, siège', ar: 'جمارك ميريديا، المقر الرئيسي' }
  },
  { id: 'COAST', kind: 'region', parent: 'HQ', zone, name: { en: 'Coast Region', fr: 'Région de la Côte', ar: 'إقليم الساحل' } },
  {
    id: 'AIRPORT-1',
    kind: 'post',
    parent: 'COAST',
    zone,
    name: { en: 'Port Amber Airport', fr: 'Aéroport de Port-Ambre', ar: 'مطار بورت أمبر' }
  },
  {
    id: 'LAND-1',
    kind: 'post',
    parent: 'HQ',
    zone,
    name: { en: 'Stone Pass border post', fr: 'Poste frontière du Col de Pierre', ar: 'مركز ممر الحجر الحدودي' }
  }
]

export interface DemoPerson {
  username: string
  name: string
  role: Exclude<Role, 'device'>
  office: string
}

/** One person a role. */
export const people: DemoPerson[] = [
  { username: 'admin', name: 'Adela Marsh', role: 'administrator', office: 'HQ' },
  { username: 'gate', name: 'Gil Okono', role: 'gate-officer', office: 'AIRPORT-1' },
  { username: 'examination', name: 'Esi Tarrow', role: 'examination-officer', office: 'AIRPORT-1' },
  { username: 'senior', name: 'Selma Quay', role: 'senior-officer', office: 'AIRPORT-1' },
  { username: 'head', name: 'Hugo Lindqvale', role: 'office-head', office: 'AIRPORT-1' },
  { username: 'documents', name: 'Dana Reyel', role: 'documents-officer', office: 'AIRPORT-1' },
  { username: 'cashier', name: 'Cato Mirren', role: 'cashier', office: 'AIRPORT-1' },
  { username: 'targeting', name: 'Tara Venn', role: 'targeting-analyst', office: 'HQ' },
  { username: 'partner', name: 'Pavo Idris', role: 'partner-agency-officer', office: 'AIRPORT-1' },
  { username: 'trader', name: 'Tomas Brill', role: 'trader', office: 'LAND-1' },
  { username: 'relief', name: 'Rhea Sandor', role: 'relief-organisation', office: 'LAND-1' },
  { username: 'communications', name: 'Celia Nor', role: 'communications-officer', office: 'HQ' },
  { username: 'crisis', name: 'Kosta Wren', role: 'crisis-manager', office: 'HQ' },
  { username: 'programme', name: 'Petra Oakes', role: 'programme-manager', office: 'HQ' },
  { username: 'auditor', name: 'Aino Field', role: 'auditor', office: 'HQ' }
]

/** The same for all of them; the demo prints it. */
export const password = 'meridia-harbour'

export const devices = [
  { kind: 'kiosk' as const, office: 'AIRPORT-1', name: 'Kiosk' },
  { kind: 'gate' as const, office: 'AIRPORT-1', name: 'Gate' }
]
