/**
 * French sets a space before `? ! : ; »` and after `«`; the sign must not fall onto the next line alone. People who write messages and forms
 * type a plain space.
 */
export const keepSigns = (text: string, language: string): string =>
  language === 'fr' ? text.replace(/ (?=[?!:;»])|(?<=«) /g, '\u00a0') : text
