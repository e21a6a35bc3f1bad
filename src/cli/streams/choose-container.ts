import type {Container, Pod} from '../../api/kinds.ts'

export const defaultContainerAnnotation = 'kubectl.kubernetes.io/default-container'

export interface FoundContainer {
  container: Container
  /** `spec.containers{web}`. */
  path: string
}

/** The container of that name, whatever its sort. */
export function findContainer({spec}: Pod, name: string): FoundContainer | undefined {
  for (const field of ['containers', 'initContainers', 'ephemeralContainers'] as const) {
    const container = spec?.[field]?.find(candidate => candidate.name === name)
    if (container) return {container: container as Container, path: `spec.${field}{${name}}`}
  }
  return undefined
}

/** `web, shell (ephem), setup (init)`. */
export const containerNames = ({spec}: Pod): string =>
  [
    ...(spec?.containers ?? []).map(({name}) => name),
    ...(spec?.ephemeralContainers ?? []).map(({name}) => `${name} (ephem)`),
    ...(spec?.initContainers ?? []).map(({name}) => `${name} (init)`),
  ].join(', ')

export const hasSeveralContainers = ({spec}: Pod): boolean =>
  (spec?.containers.length ?? 0) > 1 ||
  Boolean(spec?.initContainers?.length) ||
  Boolean(spec?.ephemeralContainers?.length)

/** The named container, the one that the pod prefers, or the first, which is said aloud where there are others. */
export function chooseContainer(pod: Pod, name: string, say: (text: string) => void): Container {
  const {metadata, spec} = pod
  if (name) {
    const found = findContainer(pod, name)
    if (!found) throw new Error(`container ${name} not found in pod ${metadata.name}`)
    return found.container
  }
  const [first] = spec?.containers ?? []
  if (!first) throw new Error(`pod ${metadata.namespace}/${metadata.name} does not have any containers`)
  const preferred = metadata.annotations?.[defaultContainerAnnotation]
  const found = preferred ? findContainer(pod, preferred) : undefined
  if (found) return found.container
  if (hasSeveralContainers(pod))
    say(`Defaulted container ${JSON.stringify(first.name)} out of: ${containerNames(pod)}\n`)
  return first
}
