import type {JsonObject, KubeObject} from '../../api/object.ts'
import type {Built} from './kustomization.ts'

/** Which kind a field's name refers to, by the key of the object that holds it or by the field itself. */
const namesIn: Record<string, string> = {
  configMap: 'ConfigMap',
  configMapRef: 'ConfigMap',
  configMapKeyRef: 'ConfigMap',
  secretRef: 'Secret',
  secretKeyRef: 'Secret',
  imagePullSecrets: 'Secret',
  service: 'Service',
}
const fields: Record<string, string> = {
  secretName: 'Secret',
  serviceAccountName: 'ServiceAccount',
  serviceName: 'Service',
  claimName: 'PersistentVolumeClaim',
}
const kinded = new Set(['scaleTargetRef', 'roleRef', 'subjects'])

/** Follows the new names of objects in everything that refers to them. */
export function renameReferences(before: readonly Built[], after: readonly Built[]): Built[] {
  const renames = new Map<string, string>()
  before.forEach(({object}, index) => {
    const [from, to] = [object.metadata.name, after[index]?.object.metadata.name]
    if (from && to && from !== to) renames.set(`${object.kind}/${from}`, to)
  })
  if (renames.size === 0) return [...after]
  return after.map(built => ({...built, object: follow(built.object, '', renames) as KubeObject}))
}

function follow(value: unknown, key: string, renames: ReadonlyMap<string, string>): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => follow(item, key, renames))
  const object = value as JsonObject
  const kind = kinded.has(key) ? String(object['kind']) : namesIn[key]
  return Object.fromEntries(
    Object.entries(object).map(([field, child]) => {
      const target = field === 'name' ? kind : fields[field]
      const renamed = target && typeof child === 'string' ? renames.get(`${target}/${child}`) : undefined
      return [field, renamed ?? follow(child, field, renames)]
    }),
  )
}
