/** TD1 cards, TD2 cards, TD3 passports, MRV-A and MRV-B visas (ICAO 9303-5, -6, -4, -7). */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRV-A' | 'MRV-B'

export type MrzFieldName =
  | 'documentCode'
  | 'issuer'
  | 'names'
  | 'number'
  | 'numberCheck'
  | 'nationality'
  | 'birthDate'
  | 'birthDateCheck'
  | 'sex'
  | 'expires'
  | 'expiresCheck'
  | 'optional'
  | 'optionalCheck'
  | 'optional2'
  | 'compositeCheck'

/** A field's place: line and columns count from 1, both ends included. */
export interface MrzPlace {
  line: number
  from: number
  to: number
}

export interface MrzLayout {
  lines: number
  width: number
  fields: Partial<Record<MrzFieldName, MrzPlace>>
  /** What the composite check digit counts, in order. */
  composite: MrzPlace[]
}

const at = (line: number, from: number, to = from): MrzPlace => ({ line, from, to })

const twoLines = (width: number, names: number): MrzLayout['fields'] => ({
  documentCode: at(1, 1, 2),
  issuer: at(1, 3, 5),
  names: at(1, 6, names),
  number: at(2, 1, 9),
  numberCheck: at(2, 10),
  nationality: at(2, 11, 13),
  birthDate: at(2, 14, 19),
  birthDateCheck: at(2, 20),
  sex: at(2, 21),
  expires: at(2, 22, 27),
  expiresCheck: at(2, 28),
  optional: at(2, 29, width)
})

/** Where everything stands in each format. */
export const LAYOUTS: Record<MrzFormat, MrzLayout> = {
  TD1: {
    lines: 3,
    width: 30,
    fields: {
      documentCode: at(1, 1, 2),
      issuer: at(1, 3, 5),
      number: at(1, 6, 14),
      numberCheck: at(1, 15),
      optional: at(1, 16, 30),
      birthDate: at(2, 1, 6),
      birthDateCheck: at(2, 7),
      sex: at(2, 8),
      expires: at(2, 9, 14),
      expiresCheck: at(2, 15),
      nationality: at(2, 16, 18),
      optional2: at(2, 19, 29),
      compositeCheck: at(2, 30),
      names: at(3, 1, 30)
    },
    composite: [at(1, 6, 30), at(2, 1, 7), at(2, 9, 15), at(2, 19, 29)]
  },
  TD2: {
    lines: 2,
    width: 36,
    fields: { ...twoLines(36, 36), optional: at(2, 29, 35), compositeCheck: at(2, 36) },
    composite: [at(2, 1, 10), at(2, 14, 20), at(2, 22, 35)]
  },
  TD3: {
    lines: 2,
    width: 44,
    fields: { ...twoLines(44, 44), optional: at(2, 29, 42), optionalCheck: at(2, 43), compositeCheck: at(2, 44) },
    composite: [at(2, 1, 10), at(2, 14, 20), at(2, 22, 43)]
  },
  'MRV-A': { lines: 2, width: 44, fields: twoLines(44, 44), composite: [] },
  'MRV-B': { lines: 2, width: 36, fields: twoLines(36, 36), composite: [] }
}

/** The text at a place. */
export const textAt = (lines: string[], place: MrzPlace): string => (lines[place.line - 1] ?? '').slice(place.from - 1, place.to)
