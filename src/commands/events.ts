import {events, eventsFlags} from '../cli/events/events.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Events extends KctlCommand<typeof eventsFlags> {
  static override discoveryAttempts = 2
  static override summary = 'List events'
  static override description = 'Show events, the latest last.'
  static override examples = [
    {description: 'Recent events', command: '<%= config.bin %> events'},
    {description: 'Everywhere', command: '<%= config.bin %> events --all-namespaces'},
    {description: 'About a pod, and what follows', command: '<%= config.bin %> events --for pod/web-pod-13je7 --watch'},
    {description: 'Of a type', command: '<%= config.bin %> events --types=Warning,Normal'},
  ]
  static override usage =
    'events [(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]'
  static override flagSet = eventsFlags

  protected override work(invocation: Invocation<typeof eventsFlags>): Promise<void> {
    return events(invocation)
  }
}
