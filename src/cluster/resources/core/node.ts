import type {Node} from '../../../api/kinds.ts'
import {isGiven} from '../../../api/schema/index.ts'
import {defineResource} from '../define-resource.ts'
import {dropGated, type GatedFields} from '../gated-fields.ts'
import {cidrWarnings} from '../validation/ip.ts'
import {everyVerb, proxyVerbs, readWriteVerbs} from '../verbs.ts'
import {nodeColumns} from './node/columns.ts'
import {validateNode, validateNodeStatus, validateNodeUpdate} from './node/validate.ts'

const nodeFeatures: GatedFields = {features: 'SupplementalGroupsPolicy', fields: 'status.features'}

export const node = defineResource<Node>({
  group: '',
  version: 'v1',
  kind: 'Node',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  namespaced: false,
  verbs: everyVerb,
  schema: 'io.k8s.api.core.v1.Node',
  storage: {prefix: '/registry/minions'},
  storageVersionHash: 'XwShjMxG9Fs=',
  subresources: {
    proxy: {kind: 'NodeProxyOptions', verbs: proxyVerbs},
    status: {kind: 'Node', verbs: readWriteVerbs},
  },
  unconditionalUpdate: true,
  unknownField: {withoutNamespace: true},
  fieldSelectors: {'spec.unschedulable': ({spec}) => String(spec?.unschedulable ?? false)},
  defaults({spec, status}) {
    if (spec) settlePodCidrs(spec)
    if (status?.capacity && !isGiven(status, 'allocatable')) status.allocatable = {...status.capacity}
  },
  prepareForCreate() {},
  prepareForStatusUpdate(node, old, {features}) {
    const {spec} = old
    dropDynamicConfig(node)
    dropGated([nodeFeatures], node, {features, old})
    if (spec) node.spec = spec
    else delete node.spec
  },
  dropDisabled(node, gating) {
    dropDynamicConfig(node)
    dropGated([nodeFeatures], node, gating)
  },
  validate: validateNode,
  validateUpdate: validateNodeUpdate,
  validateStatusUpdate: validateNodeStatus,
  warnings: ({spec}) => [
    ...(spec?.externalID ? ['spec.externalID: this field is deprecated, and is unused by Kubernetes'] : []),
    ...(spec?.podCIDRs ?? []).flatMap((cidr, index) => cidrWarnings(`spec.podCIDRs[${index}]`, cidr)),
  ],
  columns: nodeColumns,
})

/** Kubelets were once configured through the API; what is left of it is not stored. */
function dropDynamicConfig({spec, status}: Node): void {
  if (spec) delete spec.configSource
  if (status) delete status.config
}

/** podCIDR is the first of podCIDRs, and wins where they differ. */
function settlePodCidrs(spec: NonNullable<Node['spec']>): void {
  const {podCIDR, podCIDRs} = spec
  if (podCIDR && podCIDRs?.[0] !== podCIDR) spec.podCIDRs = [podCIDR]
  if (spec.podCIDRs?.length && spec.podCIDRs[0]) spec.podCIDR = spec.podCIDRs[0]
}
