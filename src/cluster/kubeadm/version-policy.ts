import {kubernetesVersion} from '../version.ts'

/** kubeadm's version skew policy for a version that a cluster is to have: what forbids it, and what only `--force` lets pass. */
export function versionErrors(wanted: string): {fatal: string[]; skippable: string[]} {
  const own = partsOf(kubernetesVersion)
  const to = partsOf(wanted)
  const fatal: string[] = []
  const skippable: string[] = []
  const quoted = JSON.stringify(wanted)
  if (to.minor < own.minor - 1)
    fatal.push(
      `Specified version to upgrade to ${quoted} is equal to or lower than the minimum supported version ${JSON.stringify(kubernetesVersion.slice(1))}. Please specify a higher version to upgrade to`,
    )
  if (to.minor > own.minor + 1)
    fatal.push(
      `Specified version to upgrade to ${quoted} is too high; kubeadm can upgrade only 1 minor version at a time`,
    )
  if (to.minor < own.minor - 1)
    fatal.push(
      `Specified version to downgrade to ${quoted} is too low; kubeadm can downgrade only 1 minor version at a time`,
    )
  if (to.minor > own.minor)
    fatal.push(
      `Specified version to upgrade to ${quoted} is at least one minor release higher than the kubeadm minor release (${to.minor} > ${own.minor}). Such an upgrade is not supported`,
    )
  else if (to.minor === own.minor && to.patch > own.patch)
    skippable.push(
      `Specified version to upgrade to ${quoted} is higher than the kubeadm version ${JSON.stringify(kubernetesVersion)}. Upgrade kubeadm first using the tool you used to install kubeadm`,
    )
  if (to.minor < own.minor)
    skippable.push(
      `Kubeadm version ${kubernetesVersion} can only be used to upgrade to Kubernetes version 1.${own.minor}`,
    )
  return {fatal, skippable}
}

function partsOf(version: string): {minor: number; patch: number} {
  const [, minor, patch] = version.split('.')
  return {minor: Number(minor), patch: Number.parseInt(patch ?? '0', 10)}
}
