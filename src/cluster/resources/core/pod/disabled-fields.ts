import type {Container, PodSpec} from '../../../../api/kinds.ts'

/** Drops what Kubernetes 1.34 knows only behind feature gates that are off by default. */
export function dropDisabledFields(spec: PodSpec): void {
  delete spec.hostnameOverride
  dropImageVolumes(spec)
  for (const volume of spec.volumes ?? []) {
    for (const source of volume.projected?.sources ?? []) {
      delete source.clusterTrustBundle
      delete source.podCertificate
    }
  }
  const containers = [
    ...(spec.initContainers ?? []),
    ...(spec.containers ?? []),
    ...(spec.ephemeralContainers ?? []),
  ] as Container[]
  for (const container of containers) {
    delete container.restartPolicyRules
    dropStopSignal(container)
    for (const {valueFrom} of container.env ?? []) if (valueFrom) delete valueFrom.fileKeyRef
  }
  for (const container of spec.initContainers ?? [])
    if (container.restartPolicy !== 'Always') delete container.restartPolicy
  for (const container of [...(spec.containers ?? []), ...((spec.ephemeralContainers ?? []) as Container[])])
    delete container.restartPolicy
}

/** A lifecycle that says nothing else goes with it. */
function dropStopSignal(container: Container): void {
  if (container.lifecycle?.stopSignal === undefined) return
  delete container.lifecycle.stopSignal
  if (!container.lifecycle.postStart && !container.lifecycle.preStop) delete container.lifecycle
}

/** Volumes that are images go, and what mounts them. */
function dropImageVolumes(spec: PodSpec): void {
  const names = new Set((spec.volumes ?? []).filter(({image}) => image).map(({name}) => name))
  if (names.size === 0) return
  spec.volumes = othersIn(spec.volumes, names)
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const)
    for (const container of (spec[list] ?? []) as Container[])
      container.volumeMounts = othersIn(container.volumeMounts, names)
}

/** A list that loses all it had is none. */
function othersIn<Item extends {name: string}>(items: Item[] | undefined, names: ReadonlySet<string>) {
  const others = items?.filter(({name}) => !names.has(name))
  return others?.length ? others : undefined
}

/** The same for the pods of a template. */
export const dropDisabledInTemplate = ({spec}: {spec?: {template?: {spec?: unknown}}}): void => {
  if (spec?.template?.spec) dropDisabledFields(spec.template.spec as PodSpec)
}
