import {createHmac} from 'node:crypto'
import {builtin} from '../../../api/builtin-resources.ts'
import type {ConfigMap, Secret} from '../../../api/kinds.ts'
import {isNotFound} from '../../../api/status-error.ts'
import type {Component, ComponentContext} from '../../runtime/component.ts'
import {createController, watch} from '../../runtime/controller.ts'
import {createObjectClient} from '../../runtime/object-client.ts'
import {expiration, isBootstrapToken, textOf} from './token.ts'

const key = 'kube-public/cluster-info'
const prefix = 'jws-kubeconfig-'

/** Signs the kubeconfig in kube-public/cluster-info with every token that is meant for it, so that joining nodes can trust it. */
export function createBootstrapSigner(context: ComponentContext): Component {
  const configMaps = context.informers.informer<ConfigMap>(builtin.configMaps)
  const secrets = context.informers.informer<Secret>(builtin.secrets)
  const objects = createObjectClient(context)

  const reconcile = async (): Promise<undefined> => {
    const info = configMaps.get(key)
    const content = info?.data?.['kubeconfig']
    if (!info || content === undefined) return
    const kept = Object.entries(info.data ?? {}).filter(([name]) => !name.startsWith(prefix))
    const signed = signatures(content, [...secrets.list()], context.clock.now())
    const data = Object.fromEntries([...kept, ...signed])
    if (sameEntries(data, info.data ?? {})) return
    try {
      await objects.update(builtin.configMaps, {...info, data})
    } catch (error) {
      if (!isNotFound(error)) throw error
    }
  }

  return createController(context, {
    name: 'bootstrap-signer-controller',
    queue: 'bootstrap_signer_queue',
    watches: [
      watch(configMaps, ({metadata}) => (`${metadata.namespace}/${metadata.name}` === key ? [key] : [])),
      watch(secrets, secret => (isBootstrapToken(secret) ? [key] : [])),
    ],
    workers: 1,
    reconcile,
  })
}

function signatures(content: string, secrets: readonly Secret[], now: number): [string, string][] {
  return secrets.flatMap(secret => {
    const id = textOf(secret, 'token-id')
    const value = textOf(secret, 'token-secret')
    const ended = (expiration(secret) ?? Number.POSITIVE_INFINITY) <= now
    if (!isBootstrapToken(secret) || secret.metadata.name !== `bootstrap-token-${id}` || !id || !value || ended)
      return []
    if (textOf(secret, 'usage-bootstrap-signing') !== 'true') return []
    return [[prefix + id, detachedSignature(content, id, value)] as [string, string]]
  })
}

/** A JSON Web Signature (RFC 7515) with HMAC and SHA-256, its payload left out (appendix F). */
function detachedSignature(content: string, id: string, value: string): string {
  const header = Buffer.from(JSON.stringify({alg: 'HS256', kid: id})).toString('base64url')
  const payload = Buffer.from(content).toString('base64url')
  const signature = createHmac('sha256', value).update(`${header}.${payload}`).digest('base64url')
  return `${header}..${signature}`
}

const sameEntries = (a: Record<string, string>, b: Record<string, string>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([name, value]) => b[name] === value)
