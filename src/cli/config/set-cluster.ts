import {resolve} from 'node:path'
import type {KubeconfigCluster} from '../../client/kubeconfig/kubeconfig.ts'
import {statSync} from '../../client/machine/files.ts'
import {readFile} from '../errors/read-file.ts'
import {bool, string} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {modifyConfig, startingConfig} from './config-access.ts'
import {unexpectedArguments, withFields, withNamed} from './edit-entries.ts'

export const setClusterFlags = {
  'certificate-authority': string({usage: "File with the certificates that vouch for the cluster's."}),
  'embed-certs': bool({usage: 'Put the contents of the file into the kubeconfig.'}),
  'insecure-skip-tls-verify': bool({usage: "Do not check the cluster's certificate."}),
  'proxy-url': string({usage: 'Proxy on the way to the cluster.'}),
  server: string({usage: 'Address of the cluster.'}),
  'tls-server-name': string({usage: "Name that the cluster's certificate must carry."}),
}

export async function setCluster(invocation: Invocation<typeof setClusterFlags>): Promise<void> {
  const {flags, args, context} = invocation
  const [name] = args
  if (name === undefined || args.length !== 1) return unexpectedArguments(invocation)
  if (name === '') throw new Error('you must specify a non-empty cluster name')
  const authority = flags['certificate-authority']
  if (flags['insecure-skip-tls-verify'] && authority)
    throw new Error('you cannot specify a certificate authority and insecure mode at the same time')
  if (flags['embed-certs']) checkAuthority(authority, context.cwd)
  const config = await startingConfig(invocation)
  const existing = config.clusters.find(entry => entry.name === name)?.cluster ?? {}
  const cluster = withFields<KubeconfigCluster>(existing, fieldsOf(invocation))
  await modifyConfig(invocation, current => ({...current, clusters: withNamed(current.clusters, {name, cluster})}))
  invocation.out(`Cluster ${JSON.stringify(name)} set.\n`)
}

function fieldsOf(invocation: Invocation<typeof setClusterFlags>): Partial<Record<keyof KubeconfigCluster, unknown>> {
  const {flags, context} = invocation
  const insecure = flags['insecure-skip-tls-verify']
  const authority = resolve(context.cwd, flags['certificate-authority'])
  return {
    ...(invocation.changed('server') && {server: flags.server, 'tls-server-name': ''}),
    ...(invocation.changed('tls-server-name') && {'tls-server-name': flags['tls-server-name']}),
    // kubectl takes the flag for given whether it is or not.
    'insecure-skip-tls-verify': insecure,
    ...(insecure && {'certificate-authority': '', 'certificate-authority-data': ''}),
    ...(invocation.changed('certificate-authority') && {
      'insecure-skip-tls-verify': false,
      'certificate-authority': flags['embed-certs'] ? '' : authority,
      'certificate-authority-data': flags['embed-certs'] ? readFile(authority).toString('base64') : '',
    }),
    ...(invocation.changed('proxy-url') && {'proxy-url': flags['proxy-url']}),
  }
}

function checkAuthority(path: string, cwd: string): void {
  if (!path) throw new Error('you must specify a --certificate-authority to embed')
  try {
    statSync(resolve(cwd, path))
  } catch {
    throw new Error(`could not stat certificate-authority file ${path}: stat ${path}: no such file or directory`)
  }
}
