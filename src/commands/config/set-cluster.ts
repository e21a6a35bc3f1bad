import {setCluster, setClusterFlags} from '../../cli/config/set-cluster.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class SetCluster extends KctlCommand<typeof setClusterFlags> {
  static override summary = 'Set a cluster entry in kubeconfig'
  static override description =
    'Set a cluster of the kubeconfig. Fields of one that is there stay unless they are given.'
  static override examples = [
    {
      description: 'Only the address of the cluster e2e',
      command: '<%= config.bin %> config set-cluster e2e --server=https://1.2.3.4',
    },
  ]
  static override usage =
    'config set-cluster NAME [--server=server] [--certificate-authority=path/to/certificate/authority] [--insecure-skip-tls-verify=true] [--tls-server-name=example.com]'
  static override flagSet = setClusterFlags

  protected override work(invocation: Invocation<typeof setClusterFlags>): Promise<void> {
    return setCluster(invocation)
  }
}
