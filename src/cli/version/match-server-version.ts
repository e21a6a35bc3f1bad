import type {JsonObject} from '../../api/object.ts'
import type {Client} from '../../client/client.ts'
import {ConnectionError} from '../../client/connection-error.ts'
import {ask} from '../../client/discovery/ask.ts'
import {clientVersion} from './client-version.ts'

/** version.Info of k8s.io/apimachinery, in the order of its fields. */
const fields = [
  'major',
  'minor',
  'emulationMajor',
  'emulationMinor',
  'minCompatibilityMajor',
  'minCompatibilityMinor',
  'gitVersion',
  'gitCommit',
  'gitTreeState',
  'buildDate',
  'goVersion',
  'compiler',
  'platform',
]
const deciding = ['gitVersion', 'gitCommit', 'gitTreeState'] as const

/** `--match-server-version`: throws unless the server was built from what this client's version was built from. */
export async function matchServerVersion(client: Client): Promise<void> {
  const server = await serverVersion(client)
  if (deciding.every(field => server[field] === clientVersion[field])) return
  throw new Error(`server version (&${goStruct(server)}) differs from client version (${goStruct(clientVersion)})`)
}

async function serverVersion(client: Client): Promise<JsonObject> {
  try {
    const body = await ask(client, '/version?timeout=32s')
    return body.type === 'object' ? body.object : {}
  } catch (error) {
    throw new Error(`couldn't read version from server: ${reasonOf(error)}`)
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof ConnectionError ? `Get "${error.url}": ${error.why}` : (error as Error).message

/** As Go's `%#v` prints it. */
function goStruct(version: object): string {
  const values = version as Record<string, unknown>
  const text = fields.map(field => `${field[0]!.toUpperCase()}${field.slice(1)}:${JSON.stringify(values[field] ?? '')}`)
  return `version.Info{${text.join(', ')}}`
}
