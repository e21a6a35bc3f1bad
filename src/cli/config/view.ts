import {dirname} from 'node:path'
import type {KubeObject} from '../../api/object.ts'
import {
  emptyKubeconfig,
  type Kubeconfig,
  type KubeconfigCluster,
  type KubeconfigUser,
} from '../../client/kubeconfig/kubeconfig.ts'
import {readKubeconfigFile} from '../../client/kubeconfig/read-kubeconfig.ts'
import {readFile} from '../errors/read-file.ts'
import {bool, withDefault} from '../flags/flag.ts'
import {outputFlags} from '../flags/output-flags.ts'
import type {Invocation} from '../invocation.ts'
import {noArguments} from '../no-arguments.ts'
import {printerFor} from '../printers/create-printer.ts'
import {defaultFile, filesOf, startingConfig} from './config-access.ts'
import {withRelativePaths} from './relative-paths.ts'
import {shownConfig} from './shown-config.ts'

export const viewFlags = {
  ...outputFlags,
  output: withDefault(outputFlags.output, 'yaml'),
  flatten: bool({usage: 'Put the contents of files that the kubeconfig names into it.'}),
  merge: bool({default: true, usage: 'Merge all kubeconfig files.'}),
  minify: bool({usage: 'Only what the current context needs.'}),
  raw: bool({usage: 'Show certificates, keys and other secrets.'}),
}

export type ViewInvocation = Invocation<typeof viewFlags>

/** Prints the kubeconfig, without its secrets unless they are asked for. */
export async function view(invocation: ViewInvocation): Promise<void> {
  const {flags} = invocation
  noArguments(invocation)
  const files = filesOf(invocation)
  const merge = invocation.changed('merge') ? flags.merge : !files.explicit
  if (!merge && !files.explicit) throw new Error('if merge==false a precise file must be specified')
  // Without a format, kubectl prints what it prints of objects that are changed.
  if (flags.output === '' && flags.template === '') return invocation.out('config/<unknown>\n')
  const printer = await printerFor(invocation, {keepOrder: true})
  const config = merge ? await startingConfig(invocation) : await onlyFile(files.paths[0]!, files.typed)
  const chosen = flags.minify ? minified(config, flags.context || config['current-context'] || '') : config
  const shown = flags.flatten ? flattened(chosen) : flags.raw ? chosen : redacted(chosen)
  const written = withRelativePaths(shown, dirname(defaultFile(files)))
  invocation.out(printer.print(shownConfig(written) as KubeObject))
}

async function onlyFile(path: string, typed?: string): Promise<Kubeconfig> {
  return (await readKubeconfigFile(path, typed)) ?? emptyKubeconfig()
}

function minified(config: Kubeconfig, name: string): Kubeconfig {
  if (name === '') throw new Error('current-context must exist in order to minify')
  const context = config.contexts.find(entry => entry.name === name)
  if (!context) throw new Error(`cannot locate context ${name}`)
  const clusters = config.clusters.filter(entry => entry.name === context.context.cluster)
  const users = config.users.filter(entry => entry.name === context.context.user)
  if (context.context.cluster && clusters.length === 0)
    throw new Error(`cannot locate cluster ${context.context.cluster}`)
  if (context.context.user && users.length === 0) throw new Error(`cannot locate user ${context.context.user}`)
  return {...emptyKubeconfig(), clusters, users, contexts: [context], 'current-context': name}
}

const omitted = 'DATA+OMITTED'

function redacted(config: Kubeconfig): Kubeconfig {
  const star = <T extends object>(entry: T, secrets: Partial<Record<keyof T, string>>): T =>
    Object.fromEntries(
      Object.entries(entry).map(([key, value]) => [key, value ? (secrets[key as keyof T] ?? value) : value]),
    ) as T
  return {
    ...config,
    clusters: config.clusters.map(({name, cluster}) => ({
      name,
      cluster: star<KubeconfigCluster>(cluster, {'certificate-authority-data': omitted}),
    })),
    users: config.users.map(({name, user}) => ({
      name,
      user: star<KubeconfigUser>(user, {
        token: 'REDACTED',
        password: 'REDACTED',
        'client-certificate-data': omitted,
        'client-key-data': omitted,
      }),
    })),
  }
}

function flattened(config: Kubeconfig): Kubeconfig {
  const data = (own: string | undefined, path: string | undefined) =>
    own || (path ? readFile(path).toString('base64') : undefined)
  return {
    ...config,
    clusters: config.clusters.map(({name, cluster: {'certificate-authority': file, ...cluster}}) => ({
      name,
      cluster: defined({...cluster, 'certificate-authority-data': data(cluster['certificate-authority-data'], file)}),
    })),
    users: config.users.map(({name, user: {'client-certificate': certificate, 'client-key': key, ...user}}) => ({
      name,
      user: defined({
        ...user,
        'client-certificate-data': data(user['client-certificate-data'], certificate),
        'client-key-data': data(user['client-key-data'], key),
      }),
    })),
  }
}

const defined = <T extends object>(entry: T): {[Key in keyof T]: Exclude<T[Key], undefined>} =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as never
