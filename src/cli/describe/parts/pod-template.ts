import {compareKeys} from '../../../api/json/index.ts'
import type {PodSpec, PodTemplateSpec, Toleration} from '../../../api/kinds.ts'
import {formatLabelSelector} from '../../../api/selectors/index.ts'
import type {Description} from '../description.ts'
import {writeContainers} from './containers.ts'
import {writeAnnotations, writeColumn, writeLabels} from './metadata.ts'
import {writeVolumes} from './volumes.ts'

/** The template that a controller makes pods of. */
export function writePodTemplate(out: Description, template: PodTemplateSpec | undefined): void {
  out.line(0, 'Pod Template:')
  if (!template) return out.write(1, '<unset>')
  const {metadata = {}, spec = {containers: []} as PodSpec} = template
  writeLabels(out, '  Labels', metadata.labels)
  if (Object.keys(metadata.annotations ?? {}).length > 0) writeAnnotations(out, '  Annotations', metadata.annotations)
  if (spec.serviceAccountName) out.field(1, 'Service Account', spec.serviceAccountName)
  if (spec.initContainers?.length)
    writeContainers(out, {title: 'Init Containers', containers: spec.initContainers, indent: '  '})
  writeContainers(out, {title: 'Containers', containers: spec.containers, indent: '  '})
  writeVolumes(out, spec.volumes, '  ')
  writeSpreadConstraints(out, spec, '  ')
  if (spec.priorityClassName) out.field(1, 'Priority Class Name', spec.priorityClassName)
  writeLabels(out, '  Node-Selectors', spec.nodeSelector)
  writeTolerations(out, '  Tolerations', spec.tolerations)
}

/** How pods are to be spread, by topology key. */
export function writeSpreadConstraints(out: Description, {topologySpreadConstraints = []}: PodSpec, indent = ''): void {
  const sorted = topologySpreadConstraints.toSorted((a, b) => compareKeys(a.topologyKey, b.topologyKey))
  for (const [index, constraint] of sorted.entries()) {
    const {topologyKey, whenUnsatisfiable, maxSkew, labelSelector} = constraint
    const selector = labelSelector ? ` for selector ${formatLabelSelector(labelSelector)}` : ''
    const title = index === 0 ? 'Topology Spread Constraints:' : ''
    out.line(
      0,
      `${indent}${title}\t${topologyKey}:${whenUnsatisfiable} when max skew ${maxSkew} is exceeded${selector}`,
    )
  }
}

/** What a pod tolerates, by key. */
export function writeTolerations(out: Description, title: string, tolerations: readonly Toleration[] = []): void {
  const sorted = tolerations.toSorted((a, b) => compareKeys(a.key ?? '', b.key ?? ''))
  writeColumn(out, title, sorted.map(tolerationText))
}

function tolerationText({key = '', value, effect, operator, tolerationSeconds}: Toleration): string {
  const what = `${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`
  const exists = operator === 'Exists' && !value ? `${key || effect ? ' ' : ''}op=Exists` : ''
  return `${what}${exists}${tolerationSeconds === undefined ? '' : ` for ${tolerationSeconds}s`}`
}
