import type {ReplicationController} from '../../../../api/kinds.ts'
import {setPodTemplateDefaults} from '../pod/defaults.ts'

export function setReplicationControllerDefaults({metadata, spec}: ReplicationController): void {
  if (!spec) return
  setPodTemplateDefaults(spec.template)
  const labels = spec.template?.metadata?.labels
  if (labels) {
    if (Object.keys(spec.selector ?? {}).length === 0) spec.selector = {...labels}
    if (Object.keys(metadata.labels ?? {}).length === 0) metadata.labels = {...labels}
  }
  spec.replicas ??= 1
}
