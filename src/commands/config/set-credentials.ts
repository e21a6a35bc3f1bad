import {setCredentials, setCredentialsFlags} from '../../cli/config/set-credentials.ts'
import type {Invocation} from '../../cli/invocation.ts'
import {KctlCommand} from '../../cli/kctl-command.ts'

export default class SetCredentials extends KctlCommand<typeof setCredentialsFlags> {
  static override summary = 'Set a user entry in kubeconfig'
  static override description =
    'Set a user of the kubeconfig. Fields of one that is there stay unless they are given.\n\n A certificate and key, a bearer token, or a user name and password: a token and a password exclude each other.'
  static override examples = [
    {
      description: 'A client key',
      command: '<%= config.bin %> config set-credentials cluster-admin --client-key=~/.kube/admin.key',
    },
    {
      description: 'A certificate, put into the file',
      command:
        '<%= config.bin %> config set-credentials cluster-admin --client-certificate=~/.kube/admin.crt --embed-certs=true',
    },
  ]
  static override usage =
    'config set-credentials NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] [--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] [--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] [--exec-arg=arg] [--exec-env=key=value]'
  static override flagSet = setCredentialsFlags

  protected override work(invocation: Invocation<typeof setCredentialsFlags>): Promise<void> {
    return setCredentials(invocation)
  }
}
