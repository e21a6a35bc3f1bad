import type {Container, PodSpec} from '../../../../api/kinds.ts'

/** All containers of a pod in the order in which Kubernetes visits them (init, regular, ephemeral), with their paths. */
export function allContainers(spec: PodSpec, path: string): {container: Container; path: string}[] {
  const lists = ['initContainers', 'containers', 'ephemeralContainers'] as const
  return lists.flatMap(list =>
    ((spec[list] ?? []) as Container[]).map((container, index) => ({container, path: `${path}.${list}[${index}]`})),
  )
}

/** An init container that goes on running beside the others. */
export const isSidecar = ({restartPolicy}: Container): boolean => restartPolicy === 'Always'
