/**
 * kubeadm for nodes' shells: what an administrator does with it once the cluster is there. It is a client of the API, as who the kubeconfig on the node's
 * disk names, and changes that disk; it knows nothing else of the cluster.
 */
import {parseYaml} from '../../api/yaml/parse.ts'
import type {KubeadmClient} from '../containers/kubeadm-client.ts'
import {kubernetesVersion} from '../version.ts'
import {Failure} from './failure.ts'
import type {Kubeadm, KubeadmAccess} from './kubeadm.ts'

type Command = (kubeadm: Kubeadm) => Promise<string>

export const createKubeadm =
  (access: KubeadmAccess): KubeadmClient =>
  async (argv, host) => {
    const {words, flags} = optionsOf(argv)
    const name = Object.keys(commands).find(each => ` ${words.join(' ')} `.startsWith(` ${each} `))
    if (name === undefined)
      return {stdout: '', stderr: words.length === 0 ? usage : unknown(words[0]!), exitCode: words.length === 0 ? 0 : 1}
    const kubeadm: Kubeadm = {
      ...host,
      words: words.slice(name.split(' ').length),
      flags,
      renewed: access.renewed,
      clientWith: access.clientWith,
      async client(usual = '/etc/kubernetes/admin.conf') {
        const config = flags.get('kubeconfig') ?? host.env['KUBECONFIG'] ?? usual
        const {server, certificate} = await identityIn(config, host.files)
        if (!host.isApiServer(server))
          throw new Failure(`couldn't reach ${server}: dial tcp ${new URL(server).host}: connect: connection refused`)
        const client = access.clientOf(certificate)
        if (!client) throw new Failure('Unauthorized')
        return client
      },
    }
    try {
      if (host.uid !== 0) throw new Failure('user is not running as root')
      return {stdout: await (await commands[name]!())(kubeadm), stderr: '', exitCode: 0}
    } catch (error) {
      const stdout = error instanceof Failure ? error.said : ''
      return {stdout, stderr: traced((error as Error).message), exitCode: 1}
    }
  }

const traced = (message: string): string =>
  `${message}\nTo see the stack trace of this error execute with --v=5 or higher\n`

const unknown = (word: string): string => traced(`unknown command "${word}" for "kubeadm"`)

/** Loaded when one of them is called. */
const commands: Record<string, () => Promise<Command>> = {
  'token create': async () => (await import('./tokens.ts')).createToken,
  'token list': async () => (await import('./tokens.ts')).listTokens,
  'token delete': async () => (await import('./tokens.ts')).deleteTokens,
  'token generate': async () => (await import('./tokens.ts')).generateToken,
  'certs check-expiration': async () => (await import('./expiration.ts')).checkExpiration,
  'certs renew': async () => (await import('./renewal.ts')).renew,
  join: async () => (await import('./join.ts')).join,
  reset: async () => (await import('./reset.ts')).reset,
  init: async () => (await import('./init.ts')).init,
  'config images list': async () => (await import('./upgrade.ts')).listImages,
  'upgrade apply': async () => (await import('./upgrade-apply.ts')).apply,
  'upgrade node': async () => (await import('./upgrade-node.ts')).upgradeNode,
  'upgrade plan': async () => (await import('./upgrade.ts')).plan,
  version:
    async () =>
    async ({flags}) =>
      flags.get('output') === 'short'
        ? `${kubernetesVersion}\n`
        : `kubeadm version: &version.Info{Major:"1", Minor:"34", GitVersion:"${kubernetesVersion}", GitTreeState:"clean", Compiler:"gc", Platform:"linux/amd64"}\n`,
}

const usage = `kubeadm knows here: ${Object.keys(commands).join(', ')}\n`

/** Words, and flags with their values; those without one are true. */
function optionsOf(args: readonly string[]): {words: string[]; flags: Map<string, string>} {
  const words: string[] = []
  const flags = new Map<string, string>()
  const waiting = [...args]
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/.exec(arg) ?? []
    if (name !== undefined) flags.set(name, value ?? (takesNone.has(name) ? 'true' : (waiting.shift() ?? '')))
    else if (arg === '-o') flags.set('output', waiting.shift() ?? '')
    else if (arg === '-f') flags.set('force', 'true')
    else if (arg === '-y') flags.set('yes', 'true')
    else if (/^-v=?\d*$/.test(arg)) continue
    else words.push(arg)
  }
  return {words, flags}
}

const takesNone = new Set(
  'allow-experimental-upgrades allow-missing-template-keys allow-release-candidate-upgrades certificate-renewal cleanup-tmp-dir control-plane discovery-token-unsafe-skip-ca-verification dry-run etcd-upgrade force help print-join-command upload-certs yes'.split(
    ' ',
  ),
)

interface Kubeconfig {
  'current-context'?: string
  contexts?: {name: string; context: {cluster: string; user: string}}[]
  clusters?: {name: string; cluster: {server: string}}[]
  users?: {name: string; user: {'client-certificate-data'?: string; 'client-certificate'?: string}}[]
}

/** Where a kubeconfig leads, and with which certificate. */
async function identityIn(path: string, files: Kubeadm['files']): Promise<{server: string; certificate: string}> {
  let config: Kubeconfig
  try {
    config = parseYaml(await files.readFile(path)) as Kubeconfig
  } catch {
    throw new Failure(`failed to load admin kubeconfig: open ${path}: no such file or directory`)
  }
  const context = config.contexts?.find(({name}) => name === config['current-context'])?.context
  const server = config.clusters?.find(({name}) => name === context?.cluster)?.cluster.server
  const user = config.users?.find(({name}) => name === context?.user)?.user
  const certificate = user?.['client-certificate-data']
    ? Buffer.from(user['client-certificate-data'], 'base64').toString()
    : user?.['client-certificate'] && (await files.readFile(user['client-certificate']))
  if (!server || !certificate) throw new Failure(`failed to load admin kubeconfig: invalid configuration: ${path}`)
  return {server, certificate}
}
