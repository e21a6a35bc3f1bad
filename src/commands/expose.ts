import {expose, exposeFlags} from '../cli/expose/expose.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Expose extends KctlCommand<typeof exposeFlags> {
  static override summary =
    'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service'
  static override description =
    'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service.'
  static override examples = [
    {description: 'A deployment', command: '<%= config.bin %> expose deployment nginx --port=80 --target-port=8000'},
    {description: 'A pod, under a name', command: '<%= config.bin %> expose pod valid-pod --port=444 --name=frontend'},
  ]
  static override usage =
    'expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type]'
  static override flagSet = exposeFlags

  protected override work(invocation: Invocation<typeof exposeFlags>): Promise<void> {
    return expose(invocation)
  }
}
