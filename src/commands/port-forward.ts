import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {portForward, portForwardFlags} from '../cli/port-forward/port-forward.ts'

export default class PortForward extends KctlCommand<typeof portForwardFlags> {
  static override summary = 'Forward one or more local ports to a pod'
  static override description = 'Carry connections to local ports to ports of a pod, until interrupted.'
  static override examples = [
    {description: 'Local ports 5000 and 6000', command: '<%= config.bin %> port-forward pod/mypod 5000 6000'},
    {description: 'A pod of a deployment', command: '<%= config.bin %> port-forward deployment/mydeployment 5000'},
    {description: "A service's port by its name", command: '<%= config.bin %> port-forward service/web 8443:https'},
    {description: 'A free local port', command: '<%= config.bin %> port-forward pod/mypod :5000'},
  ]
  static override usage = 'port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]'
  static override flagSet = portForwardFlags
  static override interruptCode = 'own' as const

  protected override work(invocation: Invocation<typeof portForwardFlags>): Promise<void> {
    return portForward(invocation)
  }
}
