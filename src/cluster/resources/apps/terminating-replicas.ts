import type {GatedFields} from '../gated-fields.ts'

/** How many pods are on their way out (KEP-3973). */
export const terminatingReplicas: GatedFields = {
  features: 'DeploymentReplicaSetTerminatingReplicas',
  fields: 'status.terminatingReplicas',
}
