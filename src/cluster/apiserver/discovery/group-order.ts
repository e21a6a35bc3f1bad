/** The built-in groups in the order of their priority; others follow. */
const builtIn = [
  'apiregistration.k8s.io',
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'node.k8s.io',
  'discovery.k8s.io',
  'resource.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'internal.apiserver.k8s.io',
  'storagemigration.k8s.io',
]

/** What CustomResourceDefinitions' groups have; APIServices say theirs. */
const customGroupPriority = 1000

export const groupPriority = (group: string): number => {
  const place = builtIn.indexOf(group)
  return place < 0 ? customGroupPriority : 20_000 - place
}

/** Orders versions as Kubernetes does: v2, v1, v1beta2, v1beta1, v1alpha1, then others by name. */
export function compareVersions(a: string, b: string): number {
  const left = parse(a)
  const right = parse(b)
  if (!left || !right) return left ? -1 : right ? 1 : a < b ? -1 : 1
  return right.stability - left.stability || right.major - left.major || right.minor - left.minor
}

const stabilities: Record<string, number> = {alpha: 0, beta: 1}

function parse(version: string): {stability: number; major: number; minor: number} | undefined {
  const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version)
  if (!match) return undefined
  return {stability: stabilities[match[2] ?? ''] ?? 2, major: Number(match[1]), minor: Number(match[3] ?? 0)}
}
