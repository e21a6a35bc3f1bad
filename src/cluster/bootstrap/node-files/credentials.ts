import type {Credentials, Pki} from '../../pki/index.ts'

/** A kubeconfig of one user, as kubeadm writes it. */
export const kubeconfig = ({server, ca, user, credentials}: KubeconfigOptions): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${base64(ca)}
    server: ${server}
  name: kubernetes
contexts:
- context:
    cluster: kubernetes
    user: ${user}
  name: ${user}@kubernetes
current-context: ${user}@kubernetes
kind: Config
users:
- name: ${user}
  user:
${credentialLines(credentials)}`

export interface KubeconfigOptions {
  /** URL of the API server. */
  server: string
  /** PEM of the authority that signs its certificate. */
  ca: string
  user: string
  /** In PEM, or the path of the file that has both. */
  credentials: Credentials | string
}

const credentialLines = (credentials: Credentials | string): string =>
  typeof credentials === 'string'
    ? `    client-certificate: ${credentials}\n    client-key: ${credentials}\n`
    : `    client-certificate-data: ${base64(credentials.certificate)}\n    client-key-data: ${base64(credentials.key)}\n`

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The certificates and keys of a control plane's node, by their paths below /etc/kubernetes/pki. */
export function controlPlanePki(pki: Pki, {node, address}: {node: string; address: string}): Record<string, string> {
  const masters = ['kubeadm:cluster-admins']
  const client = (name: string, commonName: string, organizations: string[], authority?: 'etcd-ca') =>
    pki.issued(name, {subject: {commonName, organizations}, usages: ['client']}, authority)
  const etcdServer = (name: string) =>
    pki.issued(
      name,
      {
        subject: {commonName: node},
        usages: ['server', 'client'],
        names: ['localhost', node, address, '127.0.0.1', '::1'],
      },
      'etcd-ca',
    )
  const {privateKey, publicKey} = pki.serviceAccountKeys()
  const pairs: Record<string, Credentials> = {
    ca: pki.ca(),
    apiserver: pki.server([node, address]),
    'apiserver-kubelet-client': client('apiserver-kubelet-client', 'kube-apiserver-kubelet-client', masters),
    'apiserver-etcd-client': client('apiserver-etcd-client', 'kube-apiserver-etcd-client', [], 'etcd-ca'),
    'front-proxy-ca': pki.frontProxyCa(),
    'front-proxy-client': pki.frontProxyClient(),
    'etcd/ca': pki.etcdCa(),
    'etcd/server': etcdServer('etcd-server'),
    'etcd/peer': etcdServer('etcd-peer'),
    'etcd/healthcheck-client': client('etcd-healthcheck-client', 'kube-etcd-healthcheck-client', [], 'etcd-ca'),
  }
  return {
    ...Object.fromEntries(
      Object.entries(pairs).flatMap(([name, {certificate, key}]) => [
        [`${name}.crt`, certificate],
        [`${name}.key`, key],
      ]),
    ),
    'sa.key': privateKey,
    'sa.pub': publicKey,
  }
}
