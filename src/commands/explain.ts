import {explain, explainFlags} from '../cli/explain/explain.ts'
import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'

export default class Explain extends KctlCommand<typeof explainFlags> {
  static override summary = 'Get documentation for a resource'
  static override description =
    `Describe the fields of a type, as the server documents them. Fields are named by their path:

  <type>.<fieldName>[.<fieldName>]

Use "kctl api-resources" for a complete list of supported resources.`
  static override examples = [
    {description: 'A type and its fields', command: '<%= config.bin %> explain pods'},
    {description: 'All fields at all depths', command: '<%= config.bin %> explain pods --recursive'},
    {description: 'Of a certain version', command: '<%= config.bin %> explain deployments --api-version=apps/v1'},
    {description: 'One field', command: '<%= config.bin %> explain pods.spec.containers'},
  ]
  static override usage =
    'explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] [-o|--output=plaintext|plaintext-openapiv2]'
  static override flagSet = explainFlags
  static override discoveryAttempts = 2

  protected override work(invocation: Invocation<typeof explainFlags>): Promise<void> {
    return explain(invocation)
  }
}
