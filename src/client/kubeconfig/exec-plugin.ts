import {spawn} from 'node:child_process'
import type {ConnectionOptions} from '../connection.ts'
import type {ExecConfig, KubeconfigCluster, KubeconfigUser} from './kubeconfig.ts'

/** A plugin that gives no credentials; requests fail with it, each of them. */
class PluginError extends Error {
  override readonly name = 'PluginError'

  constructor(why: string) {
    super(`getting credentials: ${why}`)
  }
}

const notInstalled = `

It looks like you are trying to use a client-go credential plugin that is not installed.

To learn more about this feature, consult the documentation available at:
      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins`

interface ExecCredential {
  kind?: string
  apiVersion?: string
  status?: {token?: string; clientCertificateData?: string; clientKeyData?: string}
}

/** Runs a credential plugin (client.authentication.k8s.io) and answers what it says about the user. */
export async function runExecPlugin(
  exec: ExecConfig,
  {cluster, server, options}: {cluster: KubeconfigCluster; server: string; options: ConnectionOptions},
): Promise<KubeconfigUser> {
  const interactive = exec.interactiveMode !== 'Never' && process.stdin.isTTY === true
  const info = {
    kind: 'ExecCredential',
    apiVersion: exec.apiVersion ?? 'client.authentication.k8s.io/v1',
    spec: {interactive, ...(exec.provideClusterInfo && {cluster: clusterInfo(cluster, server)})},
  }
  const env = {
    ...options.env,
    ...Object.fromEntries((exec.env ?? []).map(({name, value}) => [name, value])),
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
  }
  const output = await run(exec, {env, cwd: options.cwd, interactive})
  const {status, apiVersion = 'client.authentication.k8s.io/__internal'} = parse(output)
  if (exec.apiVersion && apiVersion !== exec.apiVersion)
    throw new PluginError(
      `exec plugin is configured to use API version ${exec.apiVersion}, plugin returned version ${apiVersion}`,
    )
  if (!status) throw new PluginError("exec plugin didn't return a status field")
  if (!status.token && !status.clientCertificateData)
    throw new PluginError("exec plugin didn't return a token or cert/key pair")
  return {
    ...(status.token && {token: status.token}),
    ...(status.clientCertificateData && {'client-certificate-data': base64(status.clientCertificateData)}),
    ...(status.clientKeyData && {'client-key-data': base64(status.clientKeyData)}),
  }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

const clusterInfo = (cluster: KubeconfigCluster, server: string) => ({
  server,
  ...(cluster['tls-server-name'] && {'tls-server-name': cluster['tls-server-name']}),
  ...(cluster['insecure-skip-tls-verify'] && {'insecure-skip-tls-verify': true}),
  ...(cluster['certificate-authority-data'] && {'certificate-authority-data': cluster['certificate-authority-data']}),
})

function parse(output: string): ExecCredential {
  try {
    return JSON.parse(output) as ExecCredential
  } catch (error) {
    throw new PluginError(`decoding stdout: ${(error as Error).message}`)
  }
}

function run(
  {command, args, installHint}: ExecConfig,
  {env, cwd, interactive}: {env: NodeJS.ProcessEnv; cwd: string; interactive: boolean},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args ?? [], {env, cwd, stdio: [interactive ? 'inherit' : 'ignore', 'pipe', 'inherit']})
    let output = ''
    child.stdout?.on('data', chunk => {
      output += chunk
    })
    child.on('error', error => {
      const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
      const hint = installHint ? `\n\n${installHint}` : ''
      reject(
        new PluginError(
          missing ? `exec: executable ${command} not found${notInstalled}${hint}` : `exec: ${error.message}`,
        ),
      )
    })
    child.on('close', code =>
      code === 0
        ? resolve(output)
        : reject(new PluginError(`exec: executable ${command} failed with exit code ${code}`)),
    )
  })
}
