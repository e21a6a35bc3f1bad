import type {CliContext} from '../cli-context.ts'
import type {Kustomization} from './kustomization.ts'

/** The fields of kustomize's Kustomization; https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/. */
const known = [
  ...['apiVersion', 'kind', 'metadata', 'openapi', 'namePrefix', 'nameSuffix', 'namespace', 'commonLabels', 'labels'],
  ...[
    'commonAnnotations',
    'patchesStrategicMerge',
    'patchesJson6902',
    'patches',
    'images',
    'imageTags',
    'replacements',
  ],
  ...['replicas', 'vars', 'sortOptions', 'resources', 'components', 'crds', 'bases', 'configMapGenerator'],
  ...['secretGenerator', 'helmGlobals', 'helmCharts', 'helmChartInflationGenerator', 'generatorOptions'],
  ...['configurations', 'generators', 'transformers', 'validators', 'buildMetadata'],
]

/** Fields of old, and those that have taken their place. */
const deprecated = {
  bases: 'resources',
  commonLabels: 'labels',
  imageTags: 'images',
  patchesJson6902: 'patches',
  patchesStrategicMerge: 'patches',
  vars: 'replacements',
}

/** The kustomization with its fields as they are written: Go's decoder takes `nameprefix` for `namePrefix`. */
export function inRightCase(kustomization: Kustomization): Kustomization {
  if (typeof kustomization !== 'object') return kustomization
  const right = (field: string) => known.find(name => name.toLowerCase() === field.toLowerCase()) ?? field
  return Object.fromEntries(
    Object.entries(kustomization).map(([field, value]) => [right(field), value]),
  ) as Kustomization
}

/** Refuses fields that no kustomization has, and warns of those that are on their way out. */
export function checkFields(kustomization: Kustomization, {stderr}: CliContext): void {
  const unknown = Object.keys(kustomization).find(field => !known.includes(field))
  if (unknown !== undefined) throw new Error(`invalid Kustomization: json: unknown field ${JSON.stringify(unknown)}`)
  for (const [field, instead] of Object.entries(deprecated)) {
    if (!kustomization[field]) continue
    const experimental = field === 'vars' ? '[EXPERIMENTAL] ' : ''
    stderr.write(
      `# Warning: '${field}' is deprecated. Please use '${instead}' instead. ${experimental}Run 'kustomize edit fix' to update your Kustomization automatically.\n`,
    )
  }
}
