import type {DaemonSet} from '../../../../api/kinds.ts'
import {setPodTemplateDefaults} from '../../core/pod/defaults.ts'
import {templateGeneration} from './template-generation.ts'

export function setDaemonSetDefaults({metadata, spec}: DaemonSet): void {
  metadata.annotations = {
    ...metadata.annotations,
    [templateGeneration]: metadata.annotations?.[templateGeneration] ?? '0',
  }
  if (!spec) return
  setPodTemplateDefaults(spec.template)
  spec.updateStrategy ??= {}
  spec.updateStrategy.type ||= 'RollingUpdate'
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {}
    spec.updateStrategy.rollingUpdate.maxUnavailable ??= 1
    spec.updateStrategy.rollingUpdate.maxSurge ??= 0
  }
  spec.revisionHistoryLimit ??= 10
}
