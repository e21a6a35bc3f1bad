import type {ConnectionOptions} from '../connection.ts'
import {spawn} from '../machine/spawn.ts'
import {execInfo, readExecCredential} from './exec-credential.ts'
import type {ExecConfig, KubeconfigCluster, KubeconfigUser} from './kubeconfig.ts'
import {PluginError} from './plugin-error.ts'

const notInstalled = `

It looks like you are trying to use a client-go credential plugin that is not installed.

To learn more about this feature, consult the documentation available at:
      https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins`

/** Runs a credential plugin (client.authentication.k8s.io) and answers what it says about the user. */
export async function runExecPlugin(
  exec: ExecConfig,
  {cluster, server, options}: {cluster: KubeconfigCluster; server: string; options: ConnectionOptions},
): Promise<KubeconfigUser> {
  const {apiVersion = ''} = exec
  if (!/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(apiVersion))
    throw new Error(`exec plugin: invalid apiVersion ${JSON.stringify(apiVersion)}`)
  const interactive = isInteractive(exec)
  const env = {
    ...options.env,
    ...Object.fromEntries((exec.env ?? []).map(({name, value}) => [name, value])),
    KUBERNETES_EXEC_INFO: execInfo(exec, {cluster, server, interactive}),
  }
  return readExecCredential(await run(exec, {env, cwd: options.cwd, interactive}), apiVersion)
}

function isInteractive({interactiveMode}: ExecConfig): boolean {
  const terminal = process.stdin.isTTY === true
  if (interactiveMode === 'Always' && !terminal)
    throw new PluginError('exec plugin cannot support interactive mode: standard input is not a terminal')
  return interactiveMode !== 'Never' && terminal
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
    child.on('error', error => reject(notStarted(error, command, installHint)))
    child.on('close', code =>
      code === 0
        ? resolve(output)
        : reject(new PluginError(`exec: executable ${command} failed with exit code ${code}`)),
    )
  })
}

/** Names without a slash are looked for in the path. */
function notStarted(error: NodeJS.ErrnoException, command: string, installHint: string | undefined): PluginError {
  if (error.code === 'ENOENT' && !command.includes('/'))
    return new PluginError(
      `exec: executable ${command} not found${notInstalled}${installHint ? `\n\n${installHint}` : ''}`,
    )
  const why = {ENOENT: 'no such file or directory', EACCES: 'permission denied'}[error.code ?? ''] ?? error.message
  return new PluginError(`exec: fork/exec ${command}: ${why}`)
}
