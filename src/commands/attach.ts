import {untilInterrupted} from '../cli/interrupt.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {attach, attachFlags} from '../cli/streams/attach.ts'
import {interruptCodeOf} from '../cli/streams/interrupt-code.ts'

export default class Attach extends KctlCommand<typeof attachFlags> {
  static override summary = 'Attach to a running container'
  static override description = 'Join a process that a container already runs.'
  static override examples = [
    {description: 'What a pod prints', command: '<%= config.bin %> attach mypod'},
    {description: 'A certain container', command: '<%= config.bin %> attach mypod -c ruby-container'},
    {description: 'With input and a terminal', command: '<%= config.bin %> attach mypod -c ruby-container -i -t'},
    {description: 'A pod of a replica set', command: '<%= config.bin %> attach rs/nginx'},
  ]
  static override usage = 'attach (POD | TYPE/NAME) -c CONTAINER'
  static override flagSet = attachFlags
  static override interruptCode = 'own' as const

  protected override work(invocation: Invocation<typeof attachFlags>): Promise<void> {
    const own = invocation
    return untilInterrupted(attach(own), own.context, interruptCodeOf(own))
  }
}
