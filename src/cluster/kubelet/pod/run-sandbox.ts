import {dnsOf} from './dns-config.ts'
import type {PodWork} from './pod-work.ts'

/** Gives the pod its address and its sandbox. */
export async function runSandbox(work: PodWork): Promise<void> {
  const {pod, node, uid} = work
  const {metadata, spec} = pod
  const hostNetwork = spec!.hostNetwork ?? false
  const {sysctls = []} = spec!.securityContext ?? {}
  work.podIP = hostNetwork ? node.address : node.addresses.take(pod.status?.podIP)
  work.sandboxId = await work.runtime.runPodSandbox({
    namespace: metadata.namespace!,
    name: metadata.name!,
    uid,
    attempt: 0,
    node: node.name,
    hostname: hostNetwork ? node.name : (spec!.hostname ?? metadata.name!).slice(0, 63),
    ...(spec!.subdomain && {domain: `${spec!.subdomain}.${metadata.namespace}.svc.cluster.local`}),
    ip: work.podIP,
    hostNetwork,
    ...(spec!.shareProcessNamespace && {sharePids: true}),
    ...(spec!.hostPID && {hostPids: true}),
    ...(spec!.hostUsers === false && {hasOwnUsers: true}),
    dns: dnsOf(pod, node.address, work.parts.settings(node.name)),
    ...(sysctls.length > 0 && {sysctls: Object.fromEntries(sysctls.map(({name, value}) => [name, value]))}),
    labels: metadata.labels ?? {},
    annotations: metadata.annotations ?? {},
  })
}
