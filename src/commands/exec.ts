import {untilInterrupted} from '../cli/interrupt.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {exec, execFlags} from '../cli/streams/exec.ts'
import {interruptCodeOf} from '../cli/streams/interrupt-code.ts'

export default class Exec extends KctlCommand<typeof execFlags> {
  static override summary = 'Execute a command in a container'
  static override description = 'Run a command in a container.'
  static override examples = [
    {description: 'In the first container of a pod', command: '<%= config.bin %> exec mypod -- date'},
    {description: 'In a certain container', command: '<%= config.bin %> exec mypod -c ruby-container -- date'},
    {description: 'A shell in a terminal', command: '<%= config.bin %> exec mypod -c ruby-container -i -t -- bash -il'},
    {description: 'In a pod of a deployment', command: '<%= config.bin %> exec deploy/mydeployment -- date'},
  ]
  static override usage = 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]'
  static override flagSet = execFlags
  static override interruptCode = 'own' as const

  protected override work(invocation: Invocation<typeof execFlags>): Promise<void> {
    const own = invocation
    return untilInterrupted(exec(own), own.context, interruptCodeOf(own))
  }
}
