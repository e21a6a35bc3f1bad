import {editDistance} from '../../api/edit-distance.ts'

/** What users of other programs type. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  delete: ['rm'],
  get: ['list', 'ps'],
  wait: ['list', 'ps'],
}

/** The commands a typo may have meant: at most two edits away, or beginning as it does, or known under that name elsewhere. */
export const suggestionsFor = (typed: string, names: readonly string[]): string[] =>
  names.filter(
    name =>
      editDistance(typed.toLowerCase(), name.toLowerCase()) <= 2 ||
      name.toLowerCase().startsWith(typed.toLowerCase()) ||
      otherNames[name]?.includes(typed.toLowerCase()),
  )
