import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {wait, waitFlags} from '../cli/wait/wait.ts'

export default class Wait extends KctlCommand<typeof waitFlags> {
  static override summary = 'Experimental: Wait for a specific condition on one or many resources'
  static override description =
    `Wait until objects have a condition, a field a value, or until they exist or are gone. Success is said on standard output, object by object.

 Conditions of kinds that count generations are only believed once the newest one was observed.`
  static override examples = [
    {description: 'Until a pod is ready', command: '<%= config.bin %> wait --for=condition=Ready pod/busybox1'},
    {
      description: 'Until a condition is false',
      command: '<%= config.bin %> wait --for=condition=Ready=false pod/busybox1',
    },
    {
      description: 'Until a pod runs',
      command: `<%= config.bin %> wait --for=jsonpath='{.status.phase}'=Running pod/busybox1`,
    },
    {
      description: 'Until a field is there',
      command: `<%= config.bin %> wait --for=jsonpath='{.status.loadBalancer.ingress}' service/loadbalancer`,
    },
    {
      description: 'Until a secret exists',
      command:
        '<%= config.bin %> create secret generic mysecret; <%= config.bin %> wait --for=create secret/mysecret --timeout=30s',
    },
    {
      description: 'Until a pod is gone, a minute at most',
      command: '<%= config.bin %> wait --for=delete pod/busybox1 --timeout=60s',
    },
  ]
  static override usage =
    "wait ([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]"
  static override flagSet = waitFlags
  static override interruptCode = 1

  protected override work(invocation: Invocation<typeof waitFlags>): Promise<void> {
    return wait(invocation)
  }
}
