import {createHash, randomBytes, X509Certificate} from 'node:crypto'
import {builtin} from '../../api/builtin-resources.ts'
import {parseDuration} from '../../api/duration.ts'
import type {ConfigMap, Secret} from '../../api/kinds.ts'
import {millisecondsOf, timeOf} from '../../api/time.ts'
import {parseYaml} from '../../api/yaml/parse.ts'
import {Failure} from './failure.ts'
import type {Kubeadm} from './kubeadm.ts'
import {shortDuration} from './short-duration.ts'
import {columns} from './table.ts'

const secrets = {...builtin.secrets, namespace: 'kube-system'}
const pattern = /^([a-z0-9]{6})\.([a-z0-9]{16})$/

/** A new bootstrap token, and with --print-join-command how a node joins with it. */
export async function createToken(kubeadm: Kubeadm): Promise<string> {
  const {words, flags, now} = kubeadm
  const token = words[0] ?? newToken()
  const [, id, secret] = pattern.exec(token) ?? []
  if (id === undefined)
    throw new Failure(
      `the bootstrap token ${JSON.stringify(token)} was not of the form "\\\\A([a-z0-9]{6})\\\\.([a-z0-9]{16})\\\\z"`,
    )
  const client = await kubeadm.client()
  const lifetime = parseDuration(flags.get('ttl') ?? '24h0m0s')
  const {description} = Object.fromEntries(flags)
  const usages = (flags.get('usages') ?? 'signing,authentication').split(',')
  const data: Record<string, string> = {
    ...(description && {description}),
    'token-id': id,
    'token-secret': secret!,
    ...(lifetime > 0 && {expiration: timeOf(now() + lifetime)}),
    ...Object.fromEntries(usages.map(usage => [`usage-bootstrap-${usage}`, 'true'])),
    'auth-extra-groups': flags.get('groups') ?? 'system:bootstrappers:kubeadm:default-node-token',
  }
  await client.create(secrets, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name: `bootstrap-token-${id}`, namespace: 'kube-system'},
    type: 'bootstrap.kubernetes.io/token',
    data: Object.fromEntries(Object.entries(data).map(([name, text]) => [name, Buffer.from(text).toString('base64')])),
  })
  return flags.has('print-join-command') ? joinCommand(client, token) : `${token}\n`
}

export async function listTokens(kubeadm: Kubeadm): Promise<string> {
  const client = await kubeadm.client()
  const {items} = await client.list<Secret>(secrets, {fieldSelector: 'type=bootstrap.kubernetes.io/token'})
  const now = kubeadm.now()
  const rows = items.map(secret => {
    const told = (name: string) => Buffer.from((secret.data?.[name] as string | undefined) ?? '', 'base64').toString()
    const expires = told('expiration')
    const usages = ['authentication', 'signing'].filter(usage => told(`usage-bootstrap-${usage}`) === 'true')
    return [
      `${told('token-id')}.${told('token-secret')}`,
      expires
        ? millisecondsOf(expires) > now
          ? shortDuration(millisecondsOf(expires) - now)
          : '<invalid>'
        : '<forever>',
      expires || '<never>',
      usages.join(',') || '<none>',
      told('description') || '<none>',
      told('auth-extra-groups') || '<none>',
    ]
  })
  if (rows.length === 0) return ''
  return columns([['TOKEN', 'TTL', 'EXPIRES', 'USAGES', 'DESCRIPTION', 'EXTRA GROUPS'], ...rows])
}

export async function deleteTokens(kubeadm: Kubeadm): Promise<string> {
  if (kubeadm.words.length === 0)
    throw new Failure(
      'missing argument; \'token delete\' is missing token of form "[a-z0-9]{6}" or "[a-z0-9]{6}.[a-z0-9]{16}"',
    )
  const client = await kubeadm.client()
  let said = ''
  for (const word of kubeadm.words) {
    const id = /^[a-z0-9]{6}$/.test(word) ? word : pattern.exec(word)?.[1]
    if (id === undefined)
      throw new Failure(
        'given token didn\'t match pattern "\\\\A([a-z0-9]{6})\\\\.([a-z0-9]{16})\\\\z" or "\\\\A([a-z0-9]{6})\\\\z"',
        said,
      )
    try {
      await client.delete({...secrets, name: `bootstrap-token-${id}`})
    } catch (error) {
      throw new Failure(`failed to delete bootstrap token "${id}": ${(error as Error).message}`, said)
    }
    said += `bootstrap token "${id}" deleted\n`
  }
  return said
}

export const generateToken = async (): Promise<string> => `${newToken()}\n`

/** What a node says to join: where to, with which token, and by which authority it knows the server. */
async function joinCommand(client: Awaited<ReturnType<Kubeadm['client']>>, token: string): Promise<string> {
  const info = await client.get<ConfigMap>({...builtin.configMaps, namespace: 'kube-public', name: 'cluster-info'})
  const config = parseYaml(info.data?.['kubeconfig'] ?? '') as {
    clusters: {cluster: {server: string; 'certificate-authority-data': string}}[]
  }
  const {server, 'certificate-authority-data': ca} = config.clusters[0]!.cluster
  const key = new X509Certificate(Buffer.from(ca, 'base64')).publicKey.export({type: 'spki', format: 'der'})
  const hash = createHash('sha256').update(key).digest('hex')
  return `kubeadm join ${new URL(server).host} --token ${token} --discovery-token-ca-cert-hash sha256:${hash} \n`
}

function newToken(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  const text = [...randomBytes(22)].map(byte => letters[byte % letters.length]).join('')
  return `${text.slice(0, 6)}.${text.slice(6)}`
}
