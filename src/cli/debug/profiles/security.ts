import type {Container, Pod} from '../../../api/kinds.ts'

type Security = NonNullable<Container['securityContext']>

/** Changes the security context of the container of that name, whatever its sort. */
export function secured({spec}: Pod, name: string, change: (before: Security) => Security | undefined): void {
  const all = [spec!.initContainers, spec!.containers, spec!.ephemeralContainers].flatMap(list => list ?? [])
  const container = all.find(candidate => candidate.name === name)
  if (!container) return
  const after = change(container.securityContext ?? {})
  if (after) container.securityContext = after
  else delete container.securityContext
}

/** Adds capabilities to those that are there. */
export const withCapabilities =
  (...names: string[]) =>
  (before: Security): Security => ({
    ...before,
    capabilities: {...before.capabilities, add: [...(before.capabilities?.add ?? []), ...names]},
  })
