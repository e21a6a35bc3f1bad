import {randomInt} from 'node:crypto'
import {askApi, ownNamespace} from '../network/ask-api.ts'
import {flag} from './answering.ts'
import type {ProgramHost, StartProgram} from './program.ts'

const name = 'argocd-redis'
const key = 'auth'
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-'

/**
 * `argocd admin redis-initial-password`, the hook without which no pod of Argo CD's chart starts: makes the Secret that they take Redis' password from,
 * unless it is there.
 */
export function argocd(argv: readonly string[]): StartProgram | undefined {
  return argv[1] === 'admin' && argv[2] === 'redis-initial-password' ? redisInitialPassword : undefined
}

const redisInitialPassword: StartProgram = host => {
  void host.work(async () => {
    try {
      await ensurePassword(host)
      host.exit(0)
    } catch (error) {
      const msg = error instanceof Error ? error.message : String(error)
      host.stderr(`${JSON.stringify({level: 'fatal', msg})}\n`)
      host.exit(20)
    }
  })
  return {signal: signal => signal === 'SIGKILL' && host.exit(137)}
}

async function ensurePassword(host: ProgramHost): Promise<void> {
  const namespace = flag(host, 'namespace') ?? flag(host, 'n') ?? (await ownNamespace(host))
  host.stdout(`Checking for initial Redis password in secret ${namespace}/${name} at key ${key}. \n`)
  const path = `/api/v1/namespaces/${namespace}/secrets`
  const body = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {name, namespace},
    type: 'Opaque',
    data: {[key]: Buffer.from(newPassword()).toString('base64')},
  }
  const made = await askApi(host, {method: 'POST', path, body})
  if (made.status >= 300 && made.status !== 409) throw new Error(String(made.object['message']))
  host.stdout(`Argo CD Redis secret state confirmed: secret name ${name}.\n`)
  const found = await askApi(host, {path: `${path}/${name}`})
  if (found.status !== 200) throw new Error(String(found.object['message']))
  const {data = {}} = found.object as {data?: Record<string, string>}
  if (!Object.hasOwn(data, key)) throw new Error(`key ${key} doesn't exist in secret ${name}. \n`)
  host.stdout('Password secret is configured properly.\n')
}

const newPassword = (): string => Array.from({length: 16}, () => letters[randomInt(letters.length)]).join('')
