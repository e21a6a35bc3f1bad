import type {KubeObject} from '../../../api/object.ts'

/** The object that an annotation marks as default; of several the newest, then the first by name. */
export function newestDefault<T extends KubeObject>(objects: readonly T[], annotations: string[]): T | undefined {
  const marked = objects.filter(({metadata}) => annotations.some(name => metadata.annotations?.[name] === 'true'))
  const [first] = [...marked].sort((a, b) => {
    const [newer, older] = [String(b.metadata.creationTimestamp ?? ''), String(a.metadata.creationTimestamp ?? '')]
    if (newer !== older) return newer < older ? -1 : 1
    return (a.metadata.name ?? '') < (b.metadata.name ?? '') ? -1 : 1
  })
  return first
}
