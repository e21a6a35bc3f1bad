import type {Invocation} from '../cli/invocation.ts'
import {KctlCommand} from '../cli/kctl-command.ts'
import {proxy, proxyFlags} from '../cli/proxy/proxy.ts'

export default class ProxyCommand extends KctlCommand<typeof proxyFlags> {
  static override summary = 'Run a proxy to the Kubernetes API server'
  static override description =
    `Serve the API of the cluster on this machine, with the rights of the current context, and files beside it if wanted.

Requests for the path of the files are answered from a folder; all others go on to the API server.`
  static override examples = [
    {description: 'The whole API and nothing else', command: '<%= config.bin %> proxy --api-prefix=/'},
    {
      description: 'A part of the API, and files',
      command: '<%= config.bin %> proxy --www=/my/files --www-prefix=/static/ --api-prefix=/api/',
    },
    {description: 'The whole API at another path', command: '<%= config.bin %> proxy --api-prefix=/custom/'},
    {description: 'On a free port, which is printed', command: '<%= config.bin %> proxy --port=0'},
  ]
  static override usage = 'proxy [--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]'
  static override flagSet = proxyFlags

  protected override work(invocation: Invocation<typeof proxyFlags>): Promise<void> {
    return proxy(invocation)
  }
}
