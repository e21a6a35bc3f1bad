import type {Container, PodSpec} from '../../../../api/kinds.ts'

/** What a check forbids, and where it found that. Undefined: nothing. */
export type PodSecurityCheck = (spec: PodSpec) => {reason: string; detail: string} | undefined

/** Every container of a pod, in the order in which violations are told. */
export const containersOf = (spec: PodSpec): Container[] => [
  ...(spec.initContainers ?? []),
  ...(spec.containers ?? []),
  ...((spec.ephemeralContainers ?? []) as unknown as Container[]),
]

/** `container "a"`, `containers "a", "b"`. */
export const named = (containers: readonly {name: string}[], what = 'container'): string =>
  `${containers.length === 1 ? what : `${what}s`} ${quoted(containers.map(({name}) => name))}`

export const quoted = (words: readonly string[]): string => words.map(word => JSON.stringify(word)).join(', ')

/** The pod, containers of it, or both, as those who set something. */
export function setters(pod: boolean, containers: readonly {name: string}[]): string {
  return [...(pod ? ['pod'] : []), ...(containers.length > 0 ? [named(containers)] : [])].join(' and ')
}
