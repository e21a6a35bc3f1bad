import type {Pod} from './kinds.ts'

/** Has come to an end by itself, well or not. */
export const isPodFinished = ({status}: {status?: Pick<NonNullable<Pod['status']>, 'phase'>}): boolean =>
  status?.phase === 'Succeeded' || status?.phase === 'Failed'
