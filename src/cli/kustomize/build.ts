import {existsSync, readFileSync, statSync} from 'node:fs'
import {join, resolve} from 'node:path'
import type {KubeObject} from '../../api/object.ts'
import {parseYaml, stringifyYaml} from '../../api/yaml/index.ts'
import type {CliContext} from '../cli-context.ts'
import {decodeDocuments} from '../manifests/decode-documents.ts'
import {kindAndVersion} from '../manifests/kind-and-version.ts'
import {checkFields} from './check-fields.ts'
import {contentHash} from './content-hash.ts'
import {generate} from './generate.ts'
import type {Built, Kustomization} from './kustomization.ts'
import {compareLegacy} from './legacy-order.ts'
import {patchAll} from './patch-all.ts'
import {renameReferences} from './rename-references.ts'
import {transform} from './transform.ts'

const fileNames = ['kustomization.yaml', 'kustomization.yml', 'Kustomization']

/** The YAML that a folder's kustomization stands for, in the legacy order unless it asks for the one of its lists. */
export async function buildKustomization(folder: string, context: CliContext): Promise<string> {
  const root = resolve(context.cwd, folder)
  const built = hashed(buildFolder(root, folder, context))
  const listed = readKustomization(root, folder).sortOptions?.order === 'fifo'
  const ordered = listed ? built : [...built].sort((a, b) => compareLegacy(a.object, b.object))
  return ordered.map(({object}) => stringifyYaml(object)).join('---\n')
}

function buildFolder(folder: string, shown: string, context: CliContext, inherited: readonly Built[] = []): Built[] {
  const kustomization = readKustomization(folder, shown)
  checkFields(kustomization, context)
  const sources = [...(kustomization.resources ?? []), ...(kustomization.bases ?? [])]
  const found = [...inherited, ...sources.flatMap(source => resourcesOf(folder, source, context))]
  const withComponents = (kustomization.components ?? []).reduce(
    (objects, component) => buildFolder(join(folder, component), component, context, objects),
    found,
  )
  const generated = generate(withComponents, kustomization, folder)
  const patched = patchAll(generated, kustomization, folder)
  return transform(patched, kustomization)
}

function readKustomization(folder: string, shown: string): Kustomization {
  const name = fileNames.find(candidate => existsSync(join(folder, candidate)))
  if (!existsSync(folder))
    throw new Error(
      `must build at directory: not a valid directory: evalsymlink failure on '${shown}' : lstat ${folder}: no such file or directory`,
    )
  if (name === undefined)
    throw new Error(
      `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in directory '${folder}'`,
    )
  return (parseYaml(readFileSync(join(folder, name), 'utf8')) ?? {}) as Kustomization
}

function resourcesOf(folder: string, source: string, context: CliContext): Built[] {
  const path = join(folder, source)
  if (!existsSync(path))
    throw new Error(
      `accumulating resources: accumulation err='accumulating resources from '${source}': evalsymlink failure on '${path}' : lstat ${path}: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`,
    )
  if (statSync(path).isDirectory()) return buildFolder(path, source, context)
  const documents = [...decodeDocuments(readFileSync(path, 'utf8'), path)]
  return documents
    .map(document => kindAndVersion(document, path))
    .flatMap(object => (object.kind === 'List' ? (object['items'] as KubeObject[]) : [object]))
    .map(object => ({object, originalName: object.metadata?.name ?? '', needsHash: false}))
}

/** Puts the hash of generated objects' contents behind their names, and follows that in all references. */
function hashed(built: readonly Built[]): Built[] {
  const renamed = built.map(one => {
    if (!one.needsHash) return one
    const name = `${one.object.metadata.name}-${contentHash(one.object)}`
    return {...one, object: {...one.object, metadata: {...one.object.metadata, name}}}
  })
  return renameReferences(built, renamed)
}
