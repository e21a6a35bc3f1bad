import {generateKeyPairSync} from 'node:crypto'
import {issueCertificate} from '../../../pki/certificate.ts'
import {askApi} from '../network/ask-api.ts'
import {flag} from './answering.ts'
import type {ProgramHost, StartProgram} from './program.ts'

const year = 365 * 24 * 3600 * 1000

/**
 * `kube-webhook-certgen create` and `patch`, the hooks of charts that bring webhooks (ingress-nginx, kube-prometheus-stack): makes a certificate in a
 * Secret, and has the webhooks' callers trust it.
 */
export const webhookCertgen: StartProgram = host => {
  const command = host.argv.find(word => word === 'create' || word === 'patch')
  void host.work(async () => {
    try {
      if (command === 'create') await create(host)
      else if (command === 'patch') await patch(host)
      host.exit(0)
    } catch (error) {
      host.stderr(line('fatal', error instanceof Error ? error.message : String(error)))
      host.exit(1)
    }
  })
  return {signal: signal => signal === 'SIGKILL' && host.exit(137)}
}

const line = (level: string, msg: string): string => `${JSON.stringify({level, msg})}\n`

const secretPath = (host: ProgramHost, name = ''): string =>
  `/api/v1/namespaces/${flag(host, 'namespace') ?? 'default'}/secrets${name && `/${name}`}`

async function create(host: ProgramHost): Promise<void> {
  const name = flag(host, 'secret-name') ?? ''
  const found = await askApi(host, {path: secretPath(host, name)})
  if (found.status === 200) return host.stderr(line('info', 'secret already exists'))
  if (found.status !== 404) throw new Error(`error getting secret: ${String(found.object['message'])}`)
  host.stderr(line('info', 'creating new secret'))
  const {ca, cert, key} = makeCertificates(host.now(), (flag(host, 'host') ?? '').split(','))
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const data = {
    [flag(host, 'ca-name') ?? 'ca']: base64(ca),
    [flag(host, 'cert-name') ?? 'cert']: base64(cert),
    [flag(host, 'key-name') ?? 'key']: base64(key),
  }
  const body = {apiVersion: 'v1', kind: 'Secret', metadata: {name}, type: 'Opaque', data}
  const made = await askApi(host, {method: 'POST', path: secretPath(host), body})
  if (made.status >= 300) throw new Error(`failed creating secret: ${String(made.object['message'])}`)
}

/** Valid whatever the cluster's clock says: callers look at the machine's. */
function makeCertificates(now: number, names: string[]): {ca: string; cert: string; key: string} {
  const terms = {notBefore: now - 10 * year, notAfter: now + 100 * year}
  const authority = {subject: {commonName: 'nil1'}, key: newKey()}
  const ca = issueCertificate({...authority, issuer: authority, authority: true, ...terms})
  const own = newKey()
  const cert = issueCertificate({
    subject: {commonName: 'nil2'},
    key: own,
    issuer: authority,
    usages: ['server'],
    names,
    ...terms,
  })
  return {ca, cert, key: own.export({type: 'pkcs8', format: 'pem'}).toString()}
}

const newKey = () => generateKeyPairSync('ec', {namedCurve: 'P-256'}).privateKey

interface WebhookConfiguration {
  webhooks?: {clientConfig: Record<string, unknown>; failurePolicy?: string}[]
}

async function patch(host: ProgramHost): Promise<void> {
  const secret = await askApi(host, {path: secretPath(host, flag(host, 'secret-name'))})
  if (secret.status !== 200) throw new Error(`no secret with '${flag(host, 'secret-name')}'`)
  const caBundle = (secret.object['data'] as Record<string, string>)[flag(host, 'ca-name') ?? 'ca']
  const failurePolicy = flag(host, 'patch-failure-policy')
  for (const kind of ['validating', 'mutating']) {
    if (flag(host, `patch-${kind}`) === 'false') continue
    const path = `/apis/admissionregistration.k8s.io/v1/${kind}webhookconfigurations/${flag(host, 'webhook-name')}`
    const {status, object} = await askApi(host, {path})
    if (status !== 200) throw new Error(`failed getting ${kind} webhook: ${String(object['message'])}`)
    const webhooks = ((object as WebhookConfiguration).webhooks ?? []).map(webhook => ({
      ...webhook,
      clientConfig: {...webhook.clientConfig, caBundle},
      ...(failurePolicy && {failurePolicy}),
    }))
    const put = await askApi(host, {method: 'PUT', path, body: {...object, webhooks}})
    if (put.status >= 300) throw new Error(`failed patching ${kind} webhook: ${String(put.object['message'])}`)
    host.stderr(line('info', `Patched ${kind} webhook '${flag(host, 'webhook-name')}'`))
  }
}
