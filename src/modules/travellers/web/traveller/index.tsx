export { TravellerApp } from './traveller-app.tsx'
export { words as travellerWords } from './words.ts'
export { words as zoneWords } from './zone/words.ts'
