/** One page of the app asks one thing. Its id is kept with the declaration, so that a reload lands where the person was. */
export type PageId = 'date' | 'transport' | 'from' | `person:${number}` | 'people' | `question:${string}` | 'review'

/** The pages of a declaration in reading order; which questions are asked follows from the answers. */
export const pagesOf = (people: number, questions: string[]): PageId[] => [
  'date',
  'transport',
  'from',
  'person:0',
  'people',
  ...Array.from({ length: Math.max(0, people - 1) }, (_, index): PageId => `person:${index + 1}`),
  ...questions.map((number): PageId => `question:${number}`),
  'review'
]

/** The page to show for a kept place; one that is no longer asked gives the first page that is. */
export const pageAt = (place: string, pages: PageId[]): PageId => pages.find(page => page === place) ?? pages[0] ?? 'review'

/** Another member of the family is asked about from `people`, and leads back there. */
const isMember = (page: PageId): boolean => /^person:[1-9]/.test(page)

export const pageAfter = (page: PageId, pages: PageId[]): PageId => {
  if (isMember(page)) return 'people'
  const rest = pages.slice(pages.indexOf(page) + 1).filter(next => !isMember(next))
  return rest[0] ?? 'review'
}

/** Null: the page before the first one, where the declaration begins. */
export const pageBefore = (page: PageId, pages: PageId[]): PageId | null => {
  if (isMember(page)) return 'people'
  const before = pages.slice(0, Math.max(0, pages.indexOf(page))).filter(previous => !isMember(previous))
  return before.at(-1) ?? null
}
