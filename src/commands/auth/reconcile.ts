import {reconcile, reconcileFlags} from '../../cli/auth/reconcile.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class AuthReconcile extends KctlCommand<typeof reconcileFlags> {
  static override summary =
    'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects'
  static override description =
    'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects.'
  static override examples = [
    {description: 'From a file', command: '<%= config.bin %> auth reconcile -f my-rbac-rules.yaml'},
  ]
  static override usage = 'auth reconcile -f FILENAME'
  static override flagSet = reconcileFlags

  protected override work(invocation: Invocation<typeof reconcileFlags>): Promise<void> {
    return reconcile(invocation)
  }
}
