import type {KubeadmHost} from '../containers/kubeadm-client.ts'
import type {Credentials} from '../pki/index.ts'
import type {ComponentContext} from '../runtime/component.ts'

type Client = ComponentContext['client']

/** What kubeadm is given of the cluster. */
export interface KubeadmAccess {
  /** The API as a certificate's owner may use it; undefined: nobody knows him. */
  clientOf(certificate: string): Client | undefined
  /** The API for who shows a token, or nothing. */
  clientWith(token: string | undefined): Client
  /** Another certificate that says the same, by the same authority. */
  renewed(certificate: string, authority: Credentials): Credentials
}

/** What a command of kubeadm works with. */
export interface Kubeadm extends KubeadmHost, Pick<KubeadmAccess, 'renewed' | 'clientWith'> {
  /** What comes after the command's own words. */
  words: string[]
  flags: ReadonlyMap<string, string>
  /** The API, as who a kubeconfig names: the one of the flag or of the environment, else this one, else the administrator's; rejects with a Failure. */
  client(usual?: string): Promise<Client>
}
