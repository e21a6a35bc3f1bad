import type {JsonObject, KubeObject} from '../../api/object.ts'
import type {Built, Kustomization} from './kustomization.ts'
import {renameReferences} from './rename-references.ts'

const clusterScoped =
  /^(Namespace|Node|PersistentVolume|ClusterRole|ClusterRoleBinding|CustomResourceDefinition|StorageClass|PriorityClass|IngressClass|RuntimeClass|APIService|CSIDriver|CSINode|(Mutating|Validating)(WebhookConfiguration|AdmissionPolicy|AdmissionPolicyBinding))$/

/** What a kustomization does to every object: namespace, names, labels, annotations, images, replicas. */
export function transform(objects: readonly Built[], kustomization: Kustomization): Built[] {
  const renamed = objects.map(one => ({...one, object: transformed(one, kustomization)}))
  return renameReferences(objects, renamed)
}

function transformed({object, originalName}: Built, kustomization: Kustomization): KubeObject {
  const {namespace, commonLabels = {}, labels = [], commonAnnotations = {}} = kustomization
  const selecting = labels.filter(({includeSelectors}) => includeSelectors).map(({pairs}) => pairs)
  const inTemplates = labels.filter(one => one.includeTemplates || one.includeSelectors).map(({pairs}) => pairs)
  const everywhere = Object.assign({}, commonLabels, ...selecting)
  const own = Object.assign({}, commonLabels, ...labels.map(({pairs}) => pairs))
  const template = Object.assign({}, commonLabels, ...inTemplates)
  const steps: ((from: KubeObject) => KubeObject)[] = [
    from => (namespace && !clusterScoped.test(from.kind) ? withMetadata(from, {namespace}) : from),
    from => named(from, kustomization),
    from => mapAdded(from, ['metadata', 'labels'], own),
    from => selectorsOf(from).reduce((to, path) => mapAdded(to, path, everywhere), from),
    from => templatesOf(from).reduce((to, path) => mapAdded(to, [...path, 'labels'], template), from),
    from => mapAdded(from, ['metadata', 'annotations'], commonAnnotations),
    from => templatesOf(from).reduce((to, path) => mapAdded(to, [...path, 'annotations'], commonAnnotations), from),
    from => withImages(from, kustomization.images ?? []) as KubeObject,
    from => withReplicas(from, originalName, kustomization.replicas ?? []),
  ]
  return steps.reduce((current, step) => step(current), object)
}

const withMetadata = (object: KubeObject, fields: JsonObject): KubeObject => ({
  ...object,
  metadata: {...object.metadata, ...fields},
})

function named(object: KubeObject, {namePrefix = '', nameSuffix = ''}: Kustomization): KubeObject {
  if (/^(Namespace|CustomResourceDefinition|APIService)$/.test(object.kind)) return object
  const {name} = object.metadata
  return (namePrefix || nameSuffix) && name ? withMetadata(object, {name: `${namePrefix}${name}${nameSuffix}`}) : object
}

function selectorsOf({kind, ...object}: KubeObject): string[][] {
  if (kind === 'Service' || kind === 'ReplicationController') return [['spec', 'selector']]
  if (/^(Deployment|ReplicaSet|DaemonSet|StatefulSet)$/.test(kind)) return [['spec', 'selector', 'matchLabels']]
  const selector = (object['spec'] as JsonObject | undefined)?.['selector'] as JsonObject | undefined
  return kind === 'PodDisruptionBudget' && selector ? [['spec', 'selector', 'matchLabels']] : []
}

function templatesOf({kind}: KubeObject): string[][] {
  if (/^(Deployment|ReplicaSet|DaemonSet|StatefulSet|ReplicationController|Job)$/.test(kind))
    return [['spec', 'template', 'metadata']]
  if (kind !== 'CronJob') return []
  return [
    ['spec', 'jobTemplate', 'metadata'],
    ['spec', 'jobTemplate', 'spec', 'template', 'metadata'],
  ]
}

function mapAdded<T extends JsonObject>(object: T, path: readonly string[], pairs: Record<string, string>): T {
  if (Object.keys(pairs).length === 0) return object
  const [key, ...rest] = path
  if (key === undefined) return {...object, ...pairs}
  return {...object, [key]: mapAdded((object[key] ?? {}) as JsonObject, rest, pairs)}
}

/** Containers' images by their names, wherever containers are. */
function withImages(value: unknown, images: NonNullable<Kustomization['images']>): unknown {
  if (images.length === 0 || typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(item => withImages(item, images))
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      /^(initC|c)ontainers$/.test(key) && Array.isArray(child)
        ? child.map(container => ({...container, ...(container.image && {image: newImage(container.image, images)})}))
        : withImages(child, images),
    ]),
  )
}

function newImage(image: string, images: NonNullable<Kustomization['images']>): string {
  const [, name = image, tag = '', digest = ''] = /^([^@]+?)(?::([^:/@]+))?(?:@(.+))?$/.exec(image) ?? []
  const rule = images.find(candidate => candidate.name === name)
  if (!rule) return image
  const base = rule.newName ?? name
  if (rule.digest) return `${base}@${rule.digest}`
  if (rule.newTag) return `${base}:${rule.newTag}`
  return `${base}${tag && `:${tag}`}${digest && `@${digest}`}`
}

function withReplicas(
  object: KubeObject,
  originalName: string,
  replicas: NonNullable<Kustomization['replicas']>,
): KubeObject {
  const rule = replicas.find(({name}) => name === originalName)
  if (!rule || !/^(Deployment|ReplicaSet|StatefulSet|ReplicationController)$/.test(object.kind)) return object
  return {...object, spec: {...(object['spec'] as JsonObject), replicas: Number(rule.count)}}
}
