import { useMutation } from '@tanstack/react-query'
import { give, lookAgain, type Given } from '../requests.ts'

/** Gives commands; the list and the page look again whatever came back, since a refusal means that they are out of date. */
export const useGive = () =>
  useMutation({ mutationFn: (given: Given) => give(given), onSettled: (_answer, _error, given) => lookAgain(given.dossier) })
