import {builtin} from '../../../api/builtin-resources.ts'
import type {Node} from '../../../api/kinds.ts'
import type {KubeObject} from '../../../api/object.ts'
import type {AdmissionPlugin} from './admission.ts'
import {lookUp} from './lookup.ts'

const {nodes} = builtin
const labels = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region']

/** Gives a pod the zone and the region of the node that it is put on, as labels (KEP-4742). */
export const podTopologyLabels: AdmissionPlugin = {
  name: 'PodTopologyLabels',
  async admit({definition, subresource, operation, object}, server) {
    const isBinding =
      definition.group === '' &&
      (definition.plural === 'bindings' || (definition.plural === 'pods' && subresource === 'binding'))
    if (!isBinding || operation !== 'CREATE' || !object) return
    const {target} = object as KubeObject & {target?: {kind?: string; name?: string}}
    if (target?.kind && target.kind !== 'Node') return
    const node = target?.name ? await lookUp<Node>(server, nodes, '', target.name) : undefined
    for (const label of labels) {
      const value = node?.metadata.labels?.[label]
      if (value !== undefined) object.metadata.labels = {...object.metadata.labels, [label]: value}
    }
  },
}
