import type {Pod} from '../../../api/kinds.ts'

/** What a copy keeps of its original. */
export interface KeepFlags {
  'keep-labels': boolean
  'keep-annotations': boolean
  'keep-liveness': boolean
  'keep-readiness': boolean
  'keep-startup': boolean
  'keep-init-containers': boolean
}

/** A copy is no member of its original's workload, and is left alone by its probes. */
export function forgetOriginal({metadata, spec}: Pod, keep: KeepFlags): void {
  if (!keep['keep-labels']) delete metadata.labels
  if (!keep['keep-annotations']) delete metadata.annotations
  for (const container of spec!.containers) {
    if (!keep['keep-liveness']) delete container.livenessProbe
    if (!keep['keep-readiness']) delete container.readinessProbe
    if (!keep['keep-startup']) delete container.startupProbe
  }
  if (!keep['keep-init-containers']) delete spec!.initContainers
}

/** The containers see each other's processes, unless somebody has decided otherwise. */
export function shareProcesses({spec}: Pod): void {
  spec!.shareProcessNamespace ??= true
}

export function useHostNamespaces({spec}: Pod): void {
  Object.assign(spec!, {hostNetwork: true, hostPID: true, hostIPC: true})
}

/** The node's own files at /host. */
export function mountRoot({spec}: Pod, name: string): void {
  spec!.volumes = [...(spec!.volumes ?? []), {name: 'host-root', hostPath: {path: '/'}}]
  const container = spec!.containers.find(candidate => candidate.name === name)
  if (container) container.volumeMounts = [...(container.volumeMounts ?? []), {mountPath: '/host', name: 'host-root'}]
}
