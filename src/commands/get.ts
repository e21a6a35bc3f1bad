import {get} from '../cli/get/get.ts'
import {getFlags} from '../cli/get/get-flags.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Get extends KctlCommand<typeof getFlags> {
  static override summary = 'Display one or many resources'
  static override description = `Display one or many resources.

 Prints the most important things about the objects of a type: those that names or selectors choose, or all of them in the namespace.

Use "kctl api-resources" for a complete list of supported resources.`
  static override examples = [
    {description: 'All pods of the namespace', command: '<%= config.bin %> get pods'},
    {description: 'With more columns, such as the node', command: '<%= config.bin %> get pods -o wide'},
    {description: 'A single deployment', command: '<%= config.bin %> get deployment web'},
    {
      description: 'A deployment of a certain version and group, as JSON',
      command: '<%= config.bin %> get deployments.v1.apps -o json',
    },
    {description: 'The object that a file names', command: '<%= config.bin %> get -f pod.yaml -o json'},
    {description: 'The objects of a kustomization', command: '<%= config.bin %> get -k dir/'},
    {description: 'One field', command: '<%= config.bin %> get -o template pod/web --template={{.status.phase}}'},
    {
      description: 'Columns of your own',
      command:
        '<%= config.bin %> get pod web -o custom-columns=CONTAINER:.spec.containers[0].name,IMAGE:.spec.containers[0].image',
    },
    {
      description: 'Objects of several types',
      command: '<%= config.bin %> get rc/web service/frontend pods/web-pod-13je7',
    },
    {description: 'A subresource', command: '<%= config.bin %> get deployment web --subresource=status'},
    {description: 'In all namespaces, changes included', command: '<%= config.bin %> get pods -A --watch'},
  ]
  static override usage =
    'get [(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]'
  static override flagSet = getFlags
  static override interruptCode = 1

  protected override work(invocation: Invocation<typeof getFlags>): Promise<void> {
    return get(invocation)
  }
}
