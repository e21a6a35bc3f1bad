import type {ServerParts} from '../../server-parts.ts'
import type {AdmissionAttributes} from '../admission.ts'
import type {LevelVersion} from './standards.ts'

/** Counts what becomes of a pod, or of a template of pods. */
export interface EvaluationCounter {
  exempt(): void
  evaluated(decision: 'allow' | 'deny', mode: 'enforce' | 'audit' | 'warn', policy: LevelVersion): void
}

/** The counter of one write, in kube-apiserver's metrics of pod security. */
export function evaluationCounter(
  {definition, operation, subresource}: AdmissionAttributes,
  {admissionMetrics}: ServerParts,
): EvaluationCounter {
  const write = {
    request_operation: operation.toLowerCase(),
    resource: definition.plural === 'pods' ? 'pod' : 'controller',
    subresource,
  }
  return {
    exempt: () => admissionMetrics?.podSecurityExemptions.add(write),
    evaluated: (decision, mode, {level, version}) =>
      admissionMetrics?.podSecurity.add({
        decision,
        mode,
        policy_level: level,
        policy_version: version,
        ...write,
      }),
  }
}
