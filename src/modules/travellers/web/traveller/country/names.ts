import { ISO_3166_STATES } from '#standards/mrz/index.ts'

/** ISO 3166-1 alpha-2, in the order of `ISO_3166_STATES`: browsers know countries' names by these. */
const TWO_LETTERS =
  'AWAFAOAIAXALADAEARAMASAQTFAGAUATAZBIBEBJBQBFBDBGBHBSBABLBYBZBMBOBRBBBNBTBVBWCFCACCCHCLCNCI' +
  'CMCDCGCKCOKMCVCRCUCWCXKYCYCZDEDJDMDKDODZECEGEREHESEEETFIFJFKFRFOFMGAGBGEGGGHGIGNGPGMGWGQGR' +
  'GDGLGTGFGUGYHKHMHNHRHTHUIDIMINIOIEIRIQISILITJMJEJOJPKZKEKGKHKIKNKRKWLALBLRLYLCLILKLSLTLULV' +
  'MOMFMAMCMDMGMVMXMHMKMLMTMMMEMNMPMZMRMSMQMUMWMYYTNANCNENFNGNINUNLNONPNRNZOMPKPAPNPEPHPWPGPL' +
  'PRKPPTPYPSPFQARERORURWSASDSNSGGSSHSJSBSLSVSMSOPMRSSSSTSRSKSISESZSXSCSYTCTDTGTHTJTKTMTLTOTT' +
  'TNTRTVTWTZUGUAUMUYUSUZVAVCVEVGVIVNVUWFWSYEZAZMZW'

const twoOf = new Map(ISO_3166_STATES.map((three, index) => [three, TWO_LETTERS.slice(index * 2, index * 2 + 2)]))

/** A country's alpha-2 code, if ISO 3166 has the country. */
export const alpha2Of = (alpha3: string): string | undefined => twoOf.get(alpha3)

export interface Country {
  code: string
  name: string
}

/** Countries whose names no browser knows: the demonstration's own. */
const more: Record<string, Record<string, string>> = {
  UTO: { en: 'Meridia', fr: 'Méridie', ar: 'ميريديا' }
}

/** The country's name in a language; its code where it has none. */
export const countryName = (code: string, language: string): string => {
  const two = alpha2Of(code)
  if (two !== undefined) return new Intl.DisplayNames([language], { type: 'region' }).of(two) ?? code
  return more[code]?.[language] ?? more[code]?.['en'] ?? code
}

/** Every country by name, in the language's own order. */
export const countriesIn = (language: string): Country[] => {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  const all = ISO_3166_STATES.map(code => ({ code, name: names.of(alpha2Of(code) ?? code) ?? code }))
  const own = Object.keys(more).map(code => ({ code, name: countryName(code, language) }))
  return [...all, ...own].sort((a, b) => a.name.localeCompare(b.name, language))
}
