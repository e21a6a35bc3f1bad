import type {Container, Pod, PodSpec, PodTemplateSpec, Probe, Volume} from '../../../../api/kinds.ts'
import {isHugePage, isOvercommitAllowed} from '../../validation/quantities.ts'
import {imageTag} from '../image.ts'
import {aggregateResources, podLevelOnly} from './resources.ts'

/** What a pod has that says nothing else; a template has less, as the pods made of it get the rest. */
export function setPodDefaults(pod: Pod): void {
  pod.spec ??= {containers: []} as PodSpec
  const spec = pod.spec
  if (pod.status) settleAddresses(pod.status)
  setPodSpecDefaults(spec)
  if ((spec.terminationGracePeriodSeconds ?? 0) < 0) spec.terminationGracePeriodSeconds = 1
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    const {resources} = container
    if (resources?.limits) resources.requests = {...resources.limits, ...resources.requests}
  }
  setPodLevelDefaults(spec)
  spec.enableServiceLinks ??= true
  if (!spec.hostNetwork) return
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])])
    for (const port of container.ports ?? []) if (!port.hostPort) port.hostPort = port.containerPort
}

/** A pod's one address is the first of its addresses; where they differ the one counts, for kubelets that know no others. */
function settleAddresses(status: NonNullable<Pod['status']>): void {
  const {podIP, podIPs = []} = status
  if (podIP && podIP !== podIPs[0]?.ip) status.podIPs = [{ip: podIP}]
  else if (!podIP && podIPs[0]?.ip) status.podIP = podIPs[0].ip
}

export function setPodTemplateDefaults(template: PodTemplateSpec | undefined): void {
  if (template?.spec) setPodSpecDefaults(template.spec)
}

function setPodSpecDefaults(spec: PodSpec): void {
  spec.dnsPolicy ||= 'ClusterFirst'
  spec.restartPolicy ||= 'Always'
  spec.securityContext ??= {}
  spec.terminationGracePeriodSeconds ??= 30
  spec.schedulerName ||= 'default-scheduler'
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName
  else if (spec.serviceAccount) spec.serviceAccountName = spec.serviceAccount
  for (const volume of spec.volumes ?? []) setVolumeDefaults(volume)
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) setContainerDefaults(container)
  for (const container of (spec.ephemeralContainers ?? []) as Container[]) setContainerDefaults(container)
}

function setPodLevelDefaults(spec: PodSpec): void {
  const {resources} = spec
  if (!resources) return
  const {limits = {}, requests = {}} = resources
  if (Object.keys(limits).length + Object.keys(requests).length > 0) {
    const totals = Object.entries(podLevelOnly(aggregateResources(spec, 'limits')))
    const missing = totals.filter(([name]) => isHugePage(name) && !(name in requests) && !(name in limits))
    if (missing.length > 0) resources.limits = {...limits, ...Object.fromEntries(missing)}
  }
  if (Object.keys(resources.limits ?? {}).length === 0) return
  const totals = Object.entries(podLevelOnly(aggregateResources(spec, 'requests')))
  const filled = {
    ...podLevelOnly(resources.limits ?? {}),
    ...Object.fromEntries(totals.filter(([name]) => isOvercommitAllowed(name))),
    ...requests,
  }
  if (Object.keys(filled).length > 0) resources.requests = filled
}

function setContainerDefaults(container: Container): void {
  container.imagePullPolicy ||= pullPolicyOf(container.image ?? '')
  container.terminationMessagePath ||= '/dev/termination-log'
  container.terminationMessagePolicy ||= 'File'
  for (const port of container.ports ?? []) port.protocol ||= 'TCP'
  for (const {valueFrom} of container.env ?? []) if (valueFrom?.fieldRef) valueFrom.fieldRef.apiVersion ||= 'v1'
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe])
    if (probe) setProbeDefaults(probe)
  for (const handler of [container.lifecycle?.postStart, container.lifecycle?.preStop]) setHttpGetDefaults(handler)
}

function setProbeDefaults(probe: Probe): void {
  setHttpGetDefaults(probe)
  probe.timeoutSeconds ||= 1
  probe.periodSeconds ||= 10
  probe.successThreshold ||= 1
  probe.failureThreshold ||= 3
  if (probe.grpc) probe.grpc.service ??= ''
}

function setHttpGetDefaults(handler: Pick<Probe, 'httpGet'> | undefined): void {
  if (!handler?.httpGet) return
  handler.httpGet.path ||= '/'
  handler.httpGet.scheme ||= 'HTTP'
}

const fileMode = 0o644
const hour = 3600

const pullPolicyOf = (image: string): string => (imageTag(image) === 'latest' ? 'Always' : 'IfNotPresent')

function setVolumeDefaults(volume: Volume): void {
  if (Object.entries(volume).every(([key, value]) => key === 'name' || value === undefined)) volume.emptyDir = {}
  if (volume.hostPath) volume.hostPath.type ??= ''
  for (const source of [volume.secret, volume.configMap, volume.downwardAPI, volume.projected])
    if (source) source.defaultMode ??= fileMode
  for (const {fieldRef} of volume.downwardAPI?.items ?? []) if (fieldRef) fieldRef.apiVersion ||= 'v1'
  for (const {downwardAPI, serviceAccountToken} of volume.projected?.sources ?? []) {
    for (const {fieldRef} of downwardAPI?.items ?? []) if (fieldRef) fieldRef.apiVersion ||= 'v1'
    if (serviceAccountToken) serviceAccountToken.expirationSeconds ??= hour
  }
  if (volume.image) volume.image.pullPolicy ||= pullPolicyOf(volume.image.reference ?? '')
  setRemoteVolumeDefaults(volume)
  const claim = volume.ephemeral?.volumeClaimTemplate
  if (claim) claim.spec.volumeMode ??= 'Filesystem'
}

/** Defaults that a volume and a persistent volume share. */
export function setRemoteVolumeDefaults(source: Pick<Volume, 'iscsi' | 'rbd' | 'azureDisk' | 'scaleIO'>): void {
  const {iscsi, rbd, azureDisk, scaleIO} = source
  if (iscsi) iscsi.iscsiInterface ||= 'default'
  if (rbd) {
    rbd.pool ||= 'rbd'
    rbd.user ||= 'admin'
    rbd.keyring ||= '/etc/ceph/keyring'
  }
  if (azureDisk) {
    azureDisk.cachingMode ??= 'ReadWrite'
    azureDisk.kind ??= 'Shared'
    azureDisk.fsType ??= 'ext4'
    azureDisk.readOnly ??= false
  }
  if (scaleIO) {
    scaleIO.storageMode ||= 'ThinProvisioned'
    scaleIO.fsType ||= 'xfs'
  }
}
