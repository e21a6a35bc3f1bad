import {builtin} from '../../api/builtin-resources.ts'
import type {ConfigMap, Node} from '../../api/kinds.ts'
import {isNotFound} from '../../api/status-error.ts'
import {kubeconfig} from '../bootstrap/node-files/credentials.ts'
import {preamble} from './certificates.ts'
import {discover, type FoundCluster} from './discovery.ts'
import {Failure} from './failure.ts'
import type {Kubeadm} from './kubeadm.ts'
import {fileAvailable, portFree, runChecks} from './preflight.ts'
import {bootstrapKubelet} from './tls-bootstrap.ts'

const kubeletConf = '/etc/kubernetes/kubelet.conf'
const authority = '/etc/kubernetes/pki/ca.crt'
const certificatePath = '/var/lib/kubelet/pki/kubelet-client-current.pem'

/** Joins a node to the cluster that it names, as a worker: what was reset can come back. */
export async function join(kubeadm: Kubeadm): Promise<string> {
  const {flags, words, files, stdout, isActive, service} = kubeadm
  const endpoint = words[0]
  const token = flags.get('token') ?? flags.get('tls-bootstrap-token') ?? ''
  checkFlags(kubeadm, endpoint, token)
  stdout('[preflight] Running pre-flight checks\n')
  stdout(
    await runChecks(
      [
        fileAvailable(kubeletConf, files),
        fileAvailable('/etc/kubernetes/bootstrap-kubelet.conf', files),
        portFree(10250, () => isActive('kubelet')),
        fileAvailable(authority, files),
      ],
      flags,
    ),
  )
  const cluster = await discover(kubeadm, endpoint!)
  stdout(`${preamble('preflight').trimEnd()}\n`)
  await checkNode(kubeadm, token)
  await service('stop', 'kubelet')
  await writeFiles(kubeadm, cluster, token)
  stdout('[kubelet-start] Starting the kubelet\n')
  stdout('[kubelet-check] Waiting for a healthy kubelet at http://127.0.0.1:10248/healthz. This can take up to 4m0s\n')
  const credentials = await bootstrapKubelet(kubeadm, token)
  await writeSecret(kubeadm, certificatePath, credentials)
  await writeSecret(
    kubeadm,
    kubeletConf,
    kubeconfig({...cluster, user: `system:node:${kubeadm.node}`, credentials: certificatePath}),
  )
  await service('start', 'kubelet')
  if (!isActive('kubelet'))
    throw new Failure(
      'error execution phase kubelet-start: failed while waiting for the kubelet to start: The HTTP call equal to \'curl -sSL http://127.0.0.1:10248/healthz\' returned error: Get "http://127.0.0.1:10248/healthz": dial tcp 127.0.0.1:10248: connect: connection refused',
    )
  stdout('[kubelet-check] The kubelet is healthy after 501.042ms\n')
  stdout('[kubelet-start] Waiting for the kubelet to perform the TLS Bootstrap\n')
  return joined
}

const joined = `
This node has joined the cluster:
* Certificate signing request was sent to apiserver and a response was received.
* The Kubelet was informed of the new secure connection details.

Run 'kubectl get nodes' on the control-plane to see this node join the cluster.

`

function checkFlags({flags, node}: Kubeadm, endpoint: string | undefined, token: string): void {
  if (flags.has('control-plane'))
    throw new Failure('a second instance of the control plane cannot be added: this cluster has the one that kctl is')
  if (flags.has('node-name') && flags.get('node-name') !== node)
    throw new Failure(`the node cannot join as ${JSON.stringify(flags.get('node-name'))}: its name here is ${node}`)
  const problems = [
    ...(endpoint === undefined && token === ''
      ? ['discovery: Invalid value: "": bootstrapToken or file must be set']
      : []),
    ...(token === '' ? ['discovery.tlsBootstrapToken: Invalid value: "": the bootstrap token is invalid'] : []),
    ...(token !== '' && !/^[a-z0-9]{6}\.[a-z0-9]{16}$/.test(token)
      ? [`discovery.bootstrapToken.token: Invalid value: "": the bootstrap token is invalid`]
      : []),
    ...(token !== '' &&
    !flags.has('discovery-token-ca-cert-hash') &&
    !flags.has('discovery-token-unsafe-skip-ca-verification')
      ? [
          'discovery.bootstrapToken: Invalid value: "": using token-based discovery without caCertHashes can be unsafe. Set unsafeSkipCAVerification as true in your kubeadm config file or pass --discovery-token-unsafe-skip-ca-verification flag to continue',
        ]
      : []),
  ]
  if (problems.length > 0) throw new Failure(problems.length === 1 ? problems[0]! : `[${problems.join(', ')}]`)
}

/** A node that the cluster has, and hears of, cannot join once more. */
async function checkNode({clientWith, node}: Kubeadm, token: string): Promise<void> {
  try {
    const {status} = await clientWith(token).get<Node>({...builtin.nodes, name: node})
    if (status?.conditions?.some(({type, status: is}) => type === 'Ready' && is === 'True'))
      throw new Failure(
        `error execution phase kubelet-start: a Node with name ${JSON.stringify(node)} and status "Ready" already exists in the cluster. You must delete the existing Node or change the name of this new joining Node`,
      )
  } catch (error) {
    if (isNotFound(error)) return
    if (error instanceof Failure) throw error
    throw new Failure(
      `error execution phase kubelet-start: cannot get Node ${JSON.stringify(node)}: ${(error as Error).message}`,
    )
  }
}

async function writeFiles(kubeadm: Kubeadm, {ca}: FoundCluster, token: string): Promise<void> {
  const {files, clientWith, stdout} = kubeadm
  const {data} = await clientWith(token).get<ConfigMap>({
    ...builtin.configMaps,
    namespace: 'kube-system',
    name: 'kubelet-config',
  })
  for (const folder of ['/etc/kubernetes/pki', '/etc/kubernetes/manifests', '/var/lib/kubelet/pki'])
    await files.mkdir(folder, {recursive: true})
  await files.writeFile(authority, ca)
  const socket = 'unix:///run/containerd/containerd.sock'
  const written: [string, string, string][] = [
    ['configuration to', '/var/lib/kubelet/instance-config.yaml', `containerRuntimeEndpoint: ${socket}\n`],
    ['configuration to', '/var/lib/kubelet/config.yaml', data?.['kubelet'] ?? ''],
    ['environment file with flags to', '/var/lib/kubelet/kubeadm-flags.env', 'KUBELET_KUBEADM_ARGS=""\n'],
  ]
  for (const [what, path, text] of written) {
    stdout(`[kubelet-start] Writing kubelet ${what} file ${JSON.stringify(path)}\n`)
    await files.writeFile(path, text)
  }
}

async function writeSecret({files}: Kubeadm, path: string, text: string): Promise<void> {
  await files.writeFile(path, text)
  await files.chmod(path, 0o600)
}
