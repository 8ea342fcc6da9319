import type { DeclarationDocument } from '../document.ts'

/** The test family of four by which the code's size is measured: invented people of the specimen state. */
export const FAMILY: DeclarationDocument = {
  document: '019ab1c2-7d3e-7a4b-9c5d-1e2f3a4b5c6d',
  revision: 1,
  declaredAt: '2026-11-23T18:40:12.000Z',
  form: { id: 'uto-arrival', version: 1 },
  arrival: { date: '2026-11-23', office: 'PORT-1', transport: 'MR204', from: 'JPN' },
  travellers: [
    {
      familyName: 'ERIKSSON-VALDEZ',
      givenNames: 'ANNA MARIA',
      documentCode: 'P',
      number: 'L898902C3',
      issuer: 'UTO',
      nationality: 'UTO',
      birthDate: '1988-08-12',
      sex: 'F',
      expires: '2031-04-15'
    },
    {
      familyName: 'VALDEZ',
      givenNames: 'TOMAS ANDRES',
      documentCode: 'P',
      number: 'XK4471902',
      issuer: 'UTO',
      nationality: 'UTO',
      birthDate: '1986-02-28',
      sex: 'M',
      expires: '2029-11-02'
    },
    {
      familyName: 'ERIKSSON-VALDEZ',
      givenNames: 'LUCIA SOLVEIG',
      documentCode: 'P',
      number: 'L90117T44',
      issuer: 'UTO',
      nationality: 'UTO',
      birthDate: '2015-05-30',
      sex: 'F',
      expires: '2028-01-19'
    },
    {
      familyName: 'ERIKSSON-VALDEZ',
      givenNames: 'MATEO JONAS',
      documentCode: 'P',
      number: 'L90117T51',
      issuer: 'UTO',
      nationality: 'UTO',
      birthDate: '2019-09-07',
      sex: 'M',
      expires: '2028-01-19'
    }
  ],
  answers: {
    '1': false,
    '2': false,
    '4': true,
    '5': { value: '3', unit: 'LTR' },
    '6': { value: '400', unit: 'C62' },
    '7': { value: '0', unit: 'GRM' },
    '8': true,
    '9': { amount: '120000', currency: 'JPY' },
    '10': false,
    '11': false,
    '13': true,
    '14': { amount: '1500000', currency: 'JPY' },
    '15': 'own',
    '16': true,
    '17': { value: '2', unit: 'C62' },
    '18': false,
    '20': true,
    '21': 'JPN'
  }
}
