import type {V1CSINodeSpec} from '@kubernetes/client-node'
import type {KubeObject, Wire} from '../../api/object.ts'
import {describer} from './describer.ts'
import {writeAnnotations, writeLabels} from './parts/metadata.ts'
import {goList, longTime} from './parts/values.ts'

/** A CSINode and its drivers. */
export const csiNode = describer<KubeObject & {spec?: Wire<V1CSINodeSpec>}>(({metadata, spec}, out) => {
  out.field(0, 'Name', metadata.name)
  writeLabels(out, 'Labels', metadata.labels)
  writeAnnotations(out, 'Annotations', metadata.annotations)
  out.field(0, 'CreationTimestamp', longTime(metadata.creationTimestamp))
  out.line(0, 'Spec:')
  if (spec?.drivers) out.line(1, 'Drivers:')
  for (const {name, nodeID, allocatable, topologyKeys} of spec?.drivers ?? []) {
    out.line(2, `${name}:`)
    out.field(3, 'Node ID', nodeID)
    if (allocatable?.count !== undefined) {
      out.line(3, 'Allocatables:')
      out.field(4, 'Count', allocatable.count)
    }
    if (topologyKeys) out.field(3, 'Topology Keys', goList(topologyKeys))
  }
})
