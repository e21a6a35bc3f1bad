import {debug} from '../cli/debug/debug.ts'
import {debugFlags} from '../cli/debug/debug-flags.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Debug extends KctlCommand<typeof debugFlags> {
  static override summary = 'Create debugging sessions for troubleshooting workloads and nodes'
  static override description = `Look into pods and nodes with a container that has the tools for it.

What happens depends on what is named:

 *  A pod: an ephemeral container joins it while it runs; with --copy-to, a copy of the pod runs instead, with other
    images, another command or one container more.
 *  A node: a pod runs there in the node's own namespaces, with the node's files at /host.`
  static override examples = [
    {description: 'A shell beside a pod’s containers', command: '<%= config.bin %> debug mypod -it --image=busybox'},
    {
      description: 'With a name and an image of its own',
      command: '<%= config.bin %> debug --image=myproj/debug-tools -c debugger mypod',
    },
    {
      description: 'In a copy of the pod',
      command: '<%= config.bin %> debug mypod -it --image=busybox --copy-to=my-debugger',
    },
    {
      description: 'A copy in which a container runs something else',
      command: '<%= config.bin %> debug mypod -it --copy-to=my-debugger --container=mycontainer -- sh',
    },
    {
      description: 'A copy with other images',
      command: '<%= config.bin %> debug mypod --copy-to=my-debugger --set-image=*=busybox',
    },
    {description: 'On a node', command: '<%= config.bin %> debug node/mynode -it --image=busybox'},
  ]
  static override usage = 'debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]'
  static override flagSet = debugFlags

  protected override work(invocation: Invocation<typeof debugFlags>): Promise<void> {
    return debug(invocation)
  }
}
