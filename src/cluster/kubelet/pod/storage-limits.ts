import type {Container, Pod} from '../../../api/kinds.ts'
import {amountOf} from '../volumes/downward.ts'
import type {PodFailure, PodWork} from './pod-work.ts'

/** How often the kubelet looks at what pods take on the disk; milliseconds. */
const period = 10_000
const resource = 'ephemeral-storage'

/** A container of the pod has written: soon somebody looks whether it was too much. */
export function expectStorageUse(work: PodWork): void {
  if (!hasLimits(work.pod) || work.dueAt('storage') !== undefined) return
  work.wakeAt('storage', (Math.floor(work.now / period) + 1) * period)
}

/** Why a pod that takes more of the node's disk than it may is evicted; undefined while it does not. */
export async function storageExcess(work: PodWork): Promise<PodFailure | undefined> {
  if (!hasLimits(work.pod) || !work.volumes || work.dueAt('storage') !== undefined) return undefined
  const message = (await volumeExcess(work)) ?? (await containersExcess(work))
  if (message === undefined) return undefined
  work.record('Warning', 'Evicted', message)
  return {reason: 'Evicted', message, graceSeconds: 1}
}

const hasLimits = ({spec}: Pod): boolean =>
  (spec!.volumes ?? []).some(({emptyDir}) => emptyDir?.sizeLimit) || spec!.containers.some(limitOf)

const limitOf = ({resources}: Container): string | undefined => resources?.limits?.[resource] as string | undefined

async function volumeExcess({pod, runtime, node, volumes}: PodWork): Promise<string | undefined> {
  for (const {name, emptyDir} of pod.spec!.volumes ?? []) {
    const limit = emptyDir?.sizeLimit
    if (!limit || amountOf(String(limit)) <= 0) continue
    const used = await runtime.volumes.bytes(volumes!.get(name)!, node.name)
    if (used > amountOf(String(limit))) return `Usage of EmptyDir volume "${name}" exceeds the limit "${limit}". `
  }
  return undefined
}

/** All of a pod counts where all of its containers are bounded, each container for itself in any case. */
async function containersExcess({pod, runtime, node, volumes, tracks}: PodWork): Promise<string | undefined> {
  const used = new Map<string, number>()
  for (const {spec, current} of tracks) if (current) used.set(spec.name, await runtime.containerDiskBytes(current.id))
  const limits = pod.spec!.containers.map(limitOf)
  if (limits.every(limit => limit !== undefined)) {
    let sum = 0
    for (const bytes of used.values()) sum += bytes
    for (const {name, emptyDir} of pod.spec!.volumes ?? [])
      if (emptyDir && emptyDir.medium !== 'Memory') sum += await runtime.volumes.bytes(volumes!.get(name)!, node.name)
    const limit = limits.reduce((total, each) => total + amountOf(each!), 0)
    if (sum > limit)
      return `Pod ephemeral local storage usage exceeds the total limit of containers ${limits.length === 1 ? limits[0] : binary(limit)}. `
  }
  for (const container of pod.spec!.containers) {
    const limit = limitOf(container)
    if (limit !== undefined && (used.get(container.name) ?? 0) > amountOf(limit))
      return `Container ${container.name} exceeded its local ephemeral storage limit "${limit}". `
  }
  return undefined
}

/** `3Mi`: as large a unit as leaves a whole number. */
function binary(bytes: number): string {
  const units = ['', 'Ki', 'Mi', 'Gi', 'Ti']
  let [amount, unit] = [bytes, 0]
  while (amount % 1024 === 0 && unit < units.length - 1) [amount, unit] = [amount / 1024, unit + 1]
  return `${amount}${units[unit]}`
}
