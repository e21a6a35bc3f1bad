import {createHash, createHmac, X509Certificate} from 'node:crypto'
import {builtin} from '../../api/builtin-resources.ts'
import type {ConfigMap} from '../../api/kinds.ts'
import {parseYaml} from '../../api/yaml/parse.ts'
import {Failure} from './failure.ts'
import type {Kubeadm} from './kubeadm.ts'

/** A cluster that a node trusts from now on. */
export interface FoundCluster {
  /** URL of its API server. */
  server: string
  /** PEM of its authority. */
  ca: string
}

/** How often the signature of a token is waited for that may be new. */
const attempts = 10

const phase = "error execution phase preflight: couldn't validate the identity of the API Server: "

/** Finds a cluster by what everybody may read of it, and believes that by the token that has signed it and the authority's hash. */
export async function discover(kubeadm: Kubeadm, endpoint: string): Promise<FoundCluster> {
  const {flags} = kubeadm
  const token = flags.get('discovery-token') ?? flags.get('token') ?? ''
  const [id = '', secret = ''] = token.split('.')
  const info = await clusterInfo(kubeadm, endpoint, id)
  const kubeconfig = info.data?.['kubeconfig'] ?? ''
  const signature = info.data?.[`jws-kubeconfig-${id}`] ?? ''
  if (!isSignedBy(signature, {kubeconfig, secret}))
    throw new Failure(
      `${phase}failed to verify JWS signature of received cluster info object, can't trust this API Server`,
    )
  const {clusters} = parseYaml(kubeconfig) as {
    clusters: {cluster: {server: string; 'certificate-authority-data': string}}[]
  }
  const {server, 'certificate-authority-data': data} = clusters[0]!.cluster
  const ca = Buffer.from(data, 'base64').toString()
  const pin = flags.get('discovery-token-ca-cert-hash')
  if (pin !== undefined && hashOf(ca) !== pin.toLowerCase())
    throw new Failure(
      `${phase}cluster CA found in cluster-info ConfigMap is invalid: none of the public keys ${JSON.stringify(hashOf(ca))} are pinned`,
    )
  return {server, ca}
}

async function clusterInfo(
  {clientWith, isApiServer, sleep}: Kubeadm,
  endpoint: string,
  id: string,
): Promise<ConfigMap> {
  const path = {...builtin.configMaps, namespace: 'kube-public', name: 'cluster-info'}
  if (!isApiServer(`https://${endpoint}`))
    throw new Failure(
      `${phase}failed to request the cluster-info ConfigMap: Get "https://${endpoint}/api/v1/namespaces/kube-public/configmaps/cluster-info?timeout=10s": dial tcp ${endpoint}: connect: connection refused`,
    )
  for (let attempt = 1; ; attempt += 1) {
    const info = await clientWith(undefined).get<ConfigMap>(path)
    if (info.data?.[`jws-kubeconfig-${id}`]) return info
    if (attempt === attempts)
      throw new Failure(
        `${phase}could not find a JWS signature in the cluster-info ConfigMap for token ID ${JSON.stringify(id)}`,
      )
    await sleep(5000)
  }
}

/** A JSON Web Signature (RFC 7515) without its payload, by HMAC and SHA-256. */
function isSignedBy(signature: string, {kubeconfig, secret}: {kubeconfig: string; secret: string}): boolean {
  const [header = '', , proof] = signature.split('.')
  const payload = Buffer.from(kubeconfig).toString('base64url')
  return createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url') === proof
}

/** `sha256:…` of an authority's public key. */
export function hashOf(ca: string): string {
  const key = new X509Certificate(ca).publicKey.export({type: 'spki', format: 'der'})
  return `sha256:${createHash('sha256').update(key).digest('hex')}`
}
