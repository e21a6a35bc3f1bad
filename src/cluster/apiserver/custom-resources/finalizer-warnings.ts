import {isQualifiedName} from '../../../api/names.ts'
import type {KubeObject} from '../../../api/object.ts'

const standard = new Set(['orphan', 'foregroundDeletion', 'kubernetes'])

/** What is unwise about finalizers that a write adds. */
export function finalizerWarnings(object: KubeObject, old?: KubeObject): string[] {
  const before = new Set(old?.metadata.finalizers)
  const added = [...new Set(object.metadata.finalizers)].filter(finalizer => !before.has(finalizer)).sort()
  return added.flatMap(finalizer => {
    const at = `metadata.finalizers: ${JSON.stringify(finalizer)}:`
    const bad = isQualifiedName(finalizer).map(message => `${at} ${message}`)
    if (finalizer.includes('/') || standard.has(finalizer)) return bad
    const including = finalizer.includes('.') ? ' including a path (/)' : ''
    return [
      ...bad,
      `${at} prefer a domain-qualified finalizer name${including} to avoid accidental conflicts with other finalizer writers`,
    ]
  })
}
