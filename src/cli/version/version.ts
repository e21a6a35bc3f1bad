import type {JsonObject} from '../../api/object.ts'
import {stringifyYaml} from '../../api/yaml/index.ts'
import {ask} from '../../client/discovery/ask.ts'
import {bool, string} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {clientVersion, kustomizeVersion} from './client-version.ts'

export const versionFlags = {
  client: bool({usage: 'Only the version of this program; no server is asked.'}),
  output: string({short: 'o', usage: "One of 'yaml' or 'json'."}),
}

export type VersionInvocation = Invocation<typeof versionFlags>

/** Prints the Kubernetes versions of this program and of the server. */
export async function version(invocation: VersionInvocation): Promise<void> {
  const {flags, args} = invocation
  if (!flags.client) await invocation.checkKubeconfig()
  if (args.length > 0 && !flags.client) throw new Error(`extra arguments: [${args.join(' ')}]`)
  if (!['', 'yaml', 'json'].includes(flags.output)) throw new Error("--output must be 'yaml' or 'json'")
  if (flags['match-server-version'] && !flags.client) await invocation.connect()
  const server = flags.client ? {} : await askServer(invocation)
  const versions = {
    clientVersion,
    kustomizeVersion,
    ...(server.version && {serverVersion: server.version}),
  }
  if (flags.output === 'json') invocation.out(`${JSON.stringify(versions, null, 2)}\n`)
  else if (flags.output === 'yaml') invocation.out(`${stringifyYaml(versions)}\n`)
  else invocation.out(plainText(versions))
  if (server.version) warnOfSkew(invocation, server.version)
  if (server.error) throw server.error
}

async function askServer(invocation: VersionInvocation): Promise<{version?: JsonObject; error?: unknown}> {
  try {
    const client = await invocation.client()
    const body = await ask(client, '/version?timeout=32s')
    return body.type === 'object' ? {version: body.object} : {}
  } catch (error) {
    return {error}
  }
}

function plainText({serverVersion}: {serverVersion?: JsonObject}): string {
  const server = serverVersion ? `Server Version: ${serverVersion['gitVersion']}\n` : ''
  return `Client Version: ${clientVersion.gitVersion}\nKustomize Version: ${kustomizeVersion}\n${server}`
}

function warnOfSkew(invocation: VersionInvocation, server: JsonObject): void {
  const minor = Number.parseInt(String(server['minor']), 10)
  const own = Number(clientVersion.minor)
  if (String(server['major']) === clientVersion.major && !(Math.abs(minor - own) > 1)) return
  invocation.warn(
    `version difference between client (${clientVersion.major}.${own}) and server (${server['major']}.${minor}) exceeds the supported minor version skew of +/-1`,
  )
}
