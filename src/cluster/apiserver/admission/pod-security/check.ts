import type {Container, PodSpec} from '../../../../api/kinds.ts'

export interface Violation {
  reason: string
  detail: string
}

/** What a check forbids, and where it found that. Undefined: nothing. */
export type PodSecurityCheck = (spec: PodSpec, annotations: Record<string, string>) => Violation | undefined

/** A check from a minor version of the standards on: 1.22 is 22. */
export type CheckSince = [minor: number, check: PodSecurityCheck]

/** Where the standards do not concern Windows. */
export const exceptOnWindows =
  (check: PodSecurityCheck): PodSecurityCheck =>
  (spec, annotations) =>
    spec.os?.name === 'windows' ? undefined : check(spec, annotations)

/** Every container of a pod, in the order in which violations are told. */
export const containersOf = (spec: PodSpec): Container[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
  ...((spec.ephemeralContainers ?? []) as Container[]),
]

/** `container "a"`, `containers "a", "b"`. */
export const named = (containers: readonly {name: string}[], what = 'container'): string =>
  `${containers.length === 1 ? what : `${what}s`} ${quoted(containers.map(({name}) => name))}`

export const quoted = (words: readonly string[]): string => words.map(word => `"${word}"`).join(', ')

/** The pod, containers of it, or both, as those who set something. */
export function setters(pod: boolean, containers: readonly {name: string}[]): string {
  return [...(pod ? ['pod'] : []), ...(containers.length > 0 ? [named(containers)] : [])].join(' and ')
}
