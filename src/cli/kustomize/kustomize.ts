import {join, resolve} from 'node:path'
import type {KubeObject} from '../../api/object.ts'
import {stringifyYaml} from '../../api/yaml/index.ts'
import {mkdirSync, statSync, writeFileSync} from '../../client/machine/files.ts'
import {bool, string, stringArray} from '../flags/flag.ts'
import type {Invocation} from '../invocation.ts'
import {decodeDocuments} from '../manifests/decode-documents.ts'
import {buildKustomization} from './build.ts'

export const kustomizeFlags = {
  'as-current-user': bool({usage: 'Run function containers as the user that runs the command.'}),
  'enable-alpha-plugins': bool({usage: 'Allow plugins.'}),
  'enable-helm': bool({usage: 'Allow Helm charts to be inflated.'}),
  env: stringArray({short: 'e', usage: 'Environment variables for functions.'}),
  'helm-api-versions': stringArray({usage: 'API versions that Helm is told of.'}),
  'helm-command': string({default: 'helm', usage: 'The Helm program.'}),
  'helm-debug': bool({usage: 'Let Helm say more.'}),
  'helm-kube-version': string({usage: 'Kubernetes version that Helm is told of.'}),
  'load-restrictor': string({
    default: 'LoadRestrictionsRootOnly',
    usage: "'LoadRestrictionsNone' allows files from outside of the kustomization's folder.",
  }),
  mount: stringArray({usage: 'Storage for functions.'}),
  network: bool({usage: 'Let functions use the network.'}),
  'network-name': string({default: 'bridge', usage: "The functions' network."}),
  reorder: string({
    default: 'legacy',
    hidden: true,
    deprecated: "use the new 'sortOptions' field in kustomization.yaml instead.",
    usage: "'none' leaves the objects in the order of the kustomization's lists.",
  }),
  output: string({short: 'o', usage: 'Write the output to this file or folder.'}),
}

export type KustomizeInvocation = Invocation<typeof kustomizeFlags>

/** Prints what a kustomization builds, or writes it to a file, or to a file for each object of a folder. */
export async function kustomize(invocation: KustomizeInvocation): Promise<void> {
  const {flags, args, context} = invocation
  if (args.length > 1) throw new Error('specify one path to kustomization.yaml')
  const restrictor = flags['load-restrictor']
  const restrictors = ['LoadRestrictionsRootOnly', 'LoadRestrictionsNone']
  if (!restrictors.includes(restrictor))
    throw new Error(`illegal flag value --load-restrictor ${restrictor}; legal values: [${restrictors.join(' ')}]`)
  if (flags.reorder !== 'none' && flags.reorder !== 'legacy')
    throw new Error(`illegal flag value --reorder ${flags.reorder}; legal values: [legacy none]`)
  const unrestricted = restrictor === 'LoadRestrictionsNone'
  const text = await buildKustomization(args[0] ?? '.', context, {unrestricted, asListed: flags.reorder === 'none'})
  if (!flags.output) return invocation.out(text)
  const path = resolve(context.cwd, flags.output)
  if (!isFolder(path)) return writeFileSync(path, text)
  mkdirSync(path, {recursive: true})
  for (const document of decodeDocuments(text, 'kustomization')) {
    const {apiVersion, kind, metadata} = document as KubeObject
    const name = `${apiVersion.replace('/', '_')}_${kind}_${metadata.name}.yaml`.toLowerCase()
    writeFileSync(join(path, name), stringifyYaml(document))
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
