import {existsSync, readdirSync, readFileSync} from 'node:fs'
import {join, relative} from 'node:path'
import yaml from 'js-yaml'
import type {Bundle} from './bundles.ts'

export interface Manifest {
  /** `file#document`. */
  id: string
  object: {apiVersion: string; kind: string; metadata: {name?: string; namespace?: string}; [key: string]: unknown}
}

export interface BundleContents {
  /** Everything in the folders of definitions: CustomResourceDefinitions, and what guards them. */
  definitions: Manifest[]
  /** Objects of the bundle's own kinds. */
  samples: Manifest[]
}

/** Reads a bundle below a folder of checkouts; undefined if it is not there. */
export function readBundle(folder: string, {definitions, samples}: Bundle): BundleContents | undefined {
  if (!definitions.every(path => existsSync(join(folder, path)))) return undefined
  const defined = definitions
    .flatMap(path => manifestsBelow(folder, path))
    .filter(({object}) => object.kind !== 'Kustomization')
  const kinds = new Set(
    defined.flatMap(({object}) => {
      const spec = object['spec'] as {group?: string; names?: {kind?: string}} | undefined
      return spec?.names ? [`${spec.group}/${spec.names.kind}`] : []
    }),
  )
  const own = ({object}: Manifest): boolean => kinds.has(`${object.apiVersion.split('/')[0]}/${object.kind}`)
  return {definitions: defined, samples: samples.flatMap(path => manifestsBelow(folder, path)).filter(own)}
}

function manifestsBelow(folder: string, path: string): Manifest[] {
  const start = join(folder, path)
  if (!existsSync(start)) return []
  return readdirSync(start, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
    .flatMap(file => manifestsOf(file, relative(folder, file)))
}

/** The objects of a file; none where it is a template rather than YAML. */
function manifestsOf(file: string, name: string): Manifest[] {
  try {
    return yaml
      .loadAll(readFileSync(file, 'utf8'), undefined, {schema: yaml.JSON_SCHEMA})
      .flatMap((object, index) => (isManifest(object) ? [{id: `${name}#${index}`, object}] : []))
  } catch {
    return []
  }
}

const isManifest = (object: unknown): object is Manifest['object'] => {
  const {apiVersion, kind, metadata} = (object ?? {}) as Record<string, unknown>
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata === 'object' && metadata !== null
}
