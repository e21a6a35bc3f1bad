import type {KubeObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {DeleteOptions} from './delete-options.ts'

const orphan = 'orphan'
const foreground = 'foregroundDeletion'

/** The finalizers that a delete's propagation policy calls for; undefined when they are right already. */
export function collectedFinalizers(
  definition: ResourceDefinition,
  {metadata}: KubeObject,
  options: DeleteOptions,
): string[] | undefined {
  const present = metadata.finalizers ?? []
  const wanted = present.filter(finalizer => finalizer !== orphan && finalizer !== foreground)
  if (shouldOrphan(definition, present, options)) wanted.push(orphan)
  if (shouldWait(definition, present, options)) wanted.push(foreground)
  const same = wanted.length === present.length && wanted.every(finalizer => present.includes(finalizer))
  return same ? undefined : wanted
}

function shouldOrphan({defaultPropagation}: ResourceDefinition, present: string[], options: DeleteOptions): boolean {
  if (defaultPropagation === 'unsupported') return false
  if (options.orphanDependents !== undefined) return options.orphanDependents
  if (options.propagationPolicy) return options.propagationPolicy === 'Orphan'
  for (const finalizer of present) {
    if (finalizer === orphan) return true
    if (finalizer === foreground) return false
  }
  return defaultPropagation === 'Orphan'
}

function shouldWait({defaultPropagation}: ResourceDefinition, present: string[], options: DeleteOptions): boolean {
  if (defaultPropagation === 'unsupported') return false
  if (options.orphanDependents !== undefined) return false
  if (options.propagationPolicy) return options.propagationPolicy === 'Foreground'
  for (const finalizer of present) {
    if (finalizer === foreground) return true
    if (finalizer === orphan) return false
  }
  return false
}
