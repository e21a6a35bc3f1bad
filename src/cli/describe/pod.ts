import type {Pod} from '../../api/kinds.ts'
import {qosClass} from '../../api/qos.ts'
import {describer} from './describer.ts'
import type {Description} from './description.ts'
import {writeContainers, writeResources} from './parts/containers.ts'
import {writeAnnotations, writeController, writeLabels} from './parts/metadata.ts'
import {writeSpreadConstraints, writeTolerations} from './parts/pod-template.ts'
import {ageOf, longTime} from './parts/values.ts'
import {writeVolumes} from './parts/volumes.ts'

/** A pod: where it is, what it runs and how that goes. */
export const pod = describer<Pod>(
  (object, out, {now}) => {
    const {metadata, spec = {containers: []}, status = {}} = object
    out.field(0, 'Name', metadata.name)
    out.field(0, 'Namespace', metadata.namespace)
    if (spec.priority !== undefined) out.field(0, 'Priority', spec.priority)
    if (spec.priorityClassName) out.field(0, 'Priority Class Name', spec.priorityClassName)
    if (spec.runtimeClassName) out.field(0, 'Runtime Class Name', spec.runtimeClassName)
    if (spec.serviceAccountName) out.field(0, 'Service Account', spec.serviceAccountName)
    out.field(0, 'Node', spec.nodeName ? `${spec.nodeName}/${status.hostIP ?? ''}` : '<none>')
    if (status.startTime) out.field(0, 'Start Time', longTime(status.startTime))
    writeLabels(out, 'Labels', metadata.labels)
    writeAnnotations(out, 'Annotations', metadata.annotations)
    writeStatus(out, object, now)
    writeAddresses(out, object)
    writeController(out, object)
    if (status.nominatedNodeName) out.field(0, 'NominatedNodeName', status.nominatedNodeName)
    if (spec.resources) {
      out.line(0, 'Resources:')
      writeResources(out, 1, spec.resources)
    }
    writeAllContainers(out, object)
    writePodConditions(out, object)
    writeVolumes(out, spec.volumes)
    out.field(0, 'QoS Class', status.qosClass || qosClass(spec))
    writeLabels(out, 'Node-Selectors', spec.nodeSelector)
    writeTolerations(out, 'Tolerations', spec.tolerations)
    writeSpreadConstraints(out, spec)
  },
  {events: 'any-kind'},
)

function writeStatus(out: Description, {metadata, spec, status = {}}: Pod, now: number): void {
  const {phase = '', reason, message} = status
  if (metadata.deletionTimestamp && phase !== 'Failed' && phase !== 'Succeeded') {
    out.field(0, 'Status', `Terminating (lasts ${ageOf(metadata.deletionTimestamp, now)})`)
    out.field(0, 'Termination Grace Period', `${metadata.deletionGracePeriodSeconds ?? 0}s`)
  } else out.field(0, 'Status', phase)
  if (reason) out.field(0, 'Reason', reason)
  if (message) out.field(0, 'Message', message)
  const seccomp = spec?.securityContext?.seccompProfile
  if (!seccomp) return
  out.field(0, 'SeccompProfile', seccomp.type)
  if (seccomp.type === 'Localhost') out.field(0, 'LocalhostProfile', seccomp.localhostProfile)
}

function writeAddresses(out: Description, {status = {}}: Pod): void {
  const {podIP, podIPs = []} = status
  out.field(0, 'IP', podIP)
  if (podIPs.length === 0) return out.field(0, 'IPs', '<none>')
  out.line(0, 'IPs:')
  for (const {ip} of podIPs) out.field(1, 'IP', ip)
}

function writeAllContainers(out: Description, pod: Pod): void {
  const {spec, status = {}} = pod
  if (spec?.initContainers?.length) {
    const {initContainers: containers} = spec
    writeContainers(out, {title: 'Init Containers', containers, statuses: status.initContainerStatuses, pod})
  }
  writeContainers(out, {title: 'Containers', containers: spec?.containers, statuses: status.containerStatuses, pod})
  if (!spec?.ephemeralContainers?.length) return
  const {ephemeralContainers: containers} = spec
  writeContainers(out, {title: 'Ephemeral Containers', containers, statuses: status.ephemeralContainerStatuses, pod})
}

function writePodConditions(out: Description, {spec, status}: Pod): void {
  const conditions = status?.conditions ?? []
  if (spec?.readinessGates?.length) out.line(0, 'Readiness Gates:\n  Type\tStatus')
  for (const {conditionType} of spec?.readinessGates ?? []) {
    const found = conditions.find(({type}) => type === conditionType)
    out.line(1, `${conditionType} \t${found?.status ?? '<none>'} `)
  }
  if (conditions.length > 0) out.line(0, 'Conditions:\n  Type\tStatus')
  for (const {type, status: value} of conditions) out.line(1, `${type} \t${value} `)
}
