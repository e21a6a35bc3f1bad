import type {DaemonSet} from '../../../../api/kinds.ts'
import {setPodTemplateDefaults} from '../../core/pod/defaults.ts'

export function setDaemonSetDefaults({spec}: DaemonSet): void {
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
