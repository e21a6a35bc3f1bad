import type {AdmissionPlugin} from '../../admission/admission.ts'
import type {EscalationGuard} from './escalation.ts'

const guarded = new Set(['roles', 'clusterroles', 'rolebindings', 'clusterrolebindings'])

/** Puts the guard before every write of a role or binding: after what changes it, before it is validated. */
export const rbacEscalation = (guard: EscalationGuard): AdmissionPlugin => ({
  name: 'RBACEscalationCheck',
  partOfKind: true,
  admit({operation, definition, user, object, old}) {
    const writes = operation === 'CREATE' || operation === 'UPDATE'
    if (!writes || !object || definition.group !== 'rbac.authorization.k8s.io' || !guarded.has(definition.plural))
      return undefined
    return guard.check({user, resource: definition.plural, object, ...(old && {old})})
  },
})
