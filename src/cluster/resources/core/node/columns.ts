import type {Node} from '../../../../api/kinds.ts'
import {ageColumn, nameColumn, text, wide} from '../../columns.ts'
import type {Column} from '../../define-resource.ts'

const rolePrefix = 'node-role.kubernetes.io/'

export const nodeColumns: Column<Node>[] = [
  nameColumn,
  text('Status', nodeStatus),
  text('Roles', nodeRoles),
  ageColumn,
  text('Version', ({status}) => status?.nodeInfo?.kubeletVersion ?? ''),
  wide(text('Internal-IP', node => addressOf(node, 'InternalIP'))),
  wide(text('External-IP', node => addressOf(node, 'ExternalIP'))),
  wide(text('OS-Image', ({status}) => status?.nodeInfo?.osImage || '<unknown>')),
  wide(text('Kernel-Version', ({status}) => status?.nodeInfo?.kernelVersion || '<unknown>')),
  wide(text('Container-Runtime', ({status}) => status?.nodeInfo?.containerRuntimeVersion || '<unknown>')),
]

function nodeStatus({spec, status}: Node): string {
  const ready = status?.conditions?.findLast(({type}) => type === 'Ready')
  const state = !ready ? 'Unknown' : ready.status === 'True' ? 'Ready' : 'NotReady'
  return spec?.unschedulable ? `${state},SchedulingDisabled` : state
}

function nodeRoles({metadata}: Node): string {
  const roles = Object.entries(metadata.labels ?? {}).map(([label, value]) =>
    label.startsWith(rolePrefix) ? label.slice(rolePrefix.length) : label === 'kubernetes.io/role' ? value : '',
  )
  return [...new Set(roles.filter(Boolean))].sort().join(',') || '<none>'
}

const addressOf = ({status}: Node, type: string): string =>
  status?.addresses?.find(address => address.type === type)?.address ?? '<none>'
