import type {Deployment} from '../../../../api/kinds.ts'
import {setPodTemplateDefaults} from '../../core/pod/defaults.ts'

export function setDeploymentDefaults({spec}: Deployment): void {
  if (!spec) return
  setPodTemplateDefaults(spec.template)
  spec.replicas ??= 1
  spec.strategy ??= {}
  spec.strategy.type ||= 'RollingUpdate'
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate ??= {}
    spec.strategy.rollingUpdate.maxUnavailable ??= '25%'
    spec.strategy.rollingUpdate.maxSurge ??= '25%'
  }
  spec.revisionHistoryLimit ??= 10
  spec.progressDeadlineSeconds ??= 600
}
