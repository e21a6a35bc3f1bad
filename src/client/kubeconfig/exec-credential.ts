import {checkPair} from './check-authority.ts'
import type {ExecConfig, KubeconfigCluster, KubeconfigUser} from './kubeconfig.ts'
import {notAnObject} from './not-an-object.ts'
import {PluginError} from './plugin-error.ts'

const group = 'client.authentication.k8s.io'

interface ExecCredential {
  kind?: string
  apiVersion?: string
  status?: {token?: string; clientCertificateData?: string; clientKeyData?: string}
}

/** What a plugin is told in $KUBERNETES_EXEC_INFO, as Go marshals it. */
export function execInfo(
  {apiVersion, provideClusterInfo}: ExecConfig,
  {cluster, server, interactive}: {cluster: KubeconfigCluster; server: string; interactive: boolean},
): string {
  const spec = {...(provideClusterInfo && {cluster: clusterInfo(cluster, server)}), interactive}
  return `${JSON.stringify({kind: 'ExecCredential', apiVersion, spec})}\n`
}

const clusterInfo = (cluster: KubeconfigCluster, server: string) => ({
  server,
  ...(cluster['tls-server-name'] && {'tls-server-name': cluster['tls-server-name']}),
  ...(cluster['insecure-skip-tls-verify'] && {'insecure-skip-tls-verify': true}),
  ...(cluster['certificate-authority-data'] && {'certificate-authority-data': cluster['certificate-authority-data']}),
  ...(cluster['proxy-url'] && {'proxy-url': cluster['proxy-url']}),
  ...(cluster['disable-compression'] && {'disable-compression': true}),
  config: null,
})

/** What a plugin's output says about the user; throws a PluginError where it says nothing that could be used. */
export async function readExecCredential(output: string, wanted: string): Promise<KubeconfigUser> {
  const {kind, apiVersion = `${group}/__internal`, status} = await parse(output)
  if (kind !== undefined && kind !== 'ExecCredential')
    throw new PluginError(
      `decoding stdout: no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:110"`,
    )
  if (apiVersion !== wanted)
    throw new PluginError(
      `exec plugin is configured to use API version ${wanted}, plugin returned version ${apiVersion}`,
    )
  if (!status) throw new PluginError("exec plugin didn't return a status field")
  const {token, clientCertificateData: certificate, clientKeyData: key} = status
  if (!token && !certificate && !key) throw new PluginError("exec plugin didn't return a token or cert/key pair")
  if (!certificate !== !key) throw new PluginError('exec plugin returned only certificate or key, not both')
  return {...(token && {token}), ...(certificate && key && pair(certificate, key))}
}

async function parse(output: string): Promise<ExecCredential> {
  const {parseYaml} = await import('../../api/yaml/index.ts')
  try {
    const value = parseYaml(output)
    const problem = notAnObject(value)
    if (problem) throw new Error(problem)
    return value as ExecCredential
  } catch (error) {
    throw new PluginError(`decoding stdout: ${(error as Error).message}`)
  }
}

function pair(certificate: string, key: string): KubeconfigUser {
  try {
    checkPair(Buffer.from(certificate), Buffer.from(key))
  } catch (error) {
    throw new PluginError(`failed parsing client key/certificate: ${(error as Error).message}`)
  }
  return {'client-certificate-data': base64(certificate), 'client-key-data': base64(key)}
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')
