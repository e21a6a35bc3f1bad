import type {KubeadmHost} from '../containers/kubeadm-client.ts'
import type {Credentials} from '../pki/index.ts'
import type {ComponentContext} from '../runtime/component.ts'

type Client = ComponentContext['client']

/** What kubeadm is given of the cluster. */
export interface KubeadmAccess {
  /** The API as a certificate's owner may use it; undefined: nobody knows him. */
  clientOf(certificate: string): Client | undefined
  /** Another certificate that says the same, by the same authority. */
  renewed(certificate: string, authority: Credentials): Credentials
}

/** What a command of kubeadm works with. */
export interface Kubeadm extends KubeadmHost, Pick<KubeadmAccess, 'renewed'> {
  /** What comes after the command's own words. */
  words: string[]
  flags: ReadonlyMap<string, string>
  /** The API, as who the kubeconfig names; rejects with a Failure. */
  client(): Promise<Client>
}
