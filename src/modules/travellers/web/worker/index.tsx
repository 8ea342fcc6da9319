/** What the traveller's service worker needs of the app: sending, without a page. */
export { sendWaiting } from '../traveller/phone/sending.ts'
