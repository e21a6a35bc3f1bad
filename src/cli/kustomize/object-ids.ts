import {type KubeObject, parseApiVersion} from '../../api/object.ts'
import {parseLabelSelector} from '../../api/selectors/index.ts'
import type {Built, KustomizeSelector, ObjectId} from './kustomization.ts'

/** Kinds whose objects are in no namespace; those that nobody knows are in one. */
export const isClusterScoped = (kind: string): boolean => clusterScoped.has(kind)

const clusterScoped = new Set(
  `APIService CertificateSigningRequest ClusterRole ClusterRoleBinding ClusterTrustBundle ComponentStatus CSIDriver CSINode
   CustomResourceDefinition DeviceClass FlowSchema IngressClass IPAddress MutatingAdmissionPolicy MutatingAdmissionPolicyBinding
   MutatingWebhookConfiguration Namespace Node PersistentVolume PodSecurityPolicy PriorityClass PriorityLevelConfiguration
   ResourceSlice RuntimeClass SelfSubjectAccessReview SelfSubjectReview SelfSubjectRulesReview ServiceCIDR StorageClass
   StorageVersion StorageVersionMigration SubjectAccessReview TokenReview ValidatingAdmissionPolicy
   ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration VolumeAttachment VolumeAttributesClass`.split(/\s+/),
)

export const idOf = ({apiVersion, kind, metadata}: KubeObject): ObjectId => ({
  apiVersion,
  kind,
  name: metadata?.name ?? '',
  namespace: metadata?.namespace ?? '',
})

/** What an object is known by now and was before. */
export const idsOf = ({object, history}: Built): ObjectId[] => [...history, idOf(object)]

/** `Deployment.v1.apps/web.team`, with `[noNs]` and the like for what is not there. */
export function idText({apiVersion, kind, name, namespace}: ObjectId): string {
  const {group, version} = parseApiVersion(apiVersion)
  const type = [kind || '[noKind]', version || '[noVer]', group || '[noGrp]'].join('.')
  return `${type}/${name || '[noName]'}.${namespace || '[noNs]'}`
}

/** The same object; no namespace and the default one are the same, versions are not told apart. */
export const isSameId = (a: ObjectId, b: ObjectId): boolean =>
  a.kind === b.kind &&
  a.name === b.name &&
  parseApiVersion(a.apiVersion).group === parseApiVersion(b.apiVersion).group &&
  parseApiVersion(a.apiVersion).version === parseApiVersion(b.apiVersion).version &&
  namespaceOf(a) === namespaceOf(b)

export const namespaceOf = ({kind, namespace}: ObjectId): string =>
  isClusterScoped(kind) ? '' : namespace || 'default'

/** The objects with another behind them; throws if one is known by its name. */
export function appended(objects: readonly Built[], added: readonly Built[]): Built[] {
  const all = [...objects]
  for (const one of added) {
    const id = idOf(one.object)
    if (all.some(other => isSameId(idOf(other.object), id)))
      throw new Error(`may not add resource with an already registered id: ${idText(id)}`)
    all.push(one)
  }
  return all
}

/** The object as a change made it, which remembers its names. */
export function changed(one: Built, object: KubeObject, more: Partial<Built> = {}): Built {
  const before = idOf(one.object)
  const after = idOf(object)
  const moved = before.name !== after.name || before.namespace !== after.namespace || before.kind !== after.kind
  return {...one, ...more, object, history: moved ? [...one.history, before] : one.history}
}

/** Whether a selector, whose words are whole regular expressions, means an object under any of its names. */
export function isSelected(one: Built, selector: KustomizeSelector): boolean {
  const {labels, annotations} = one.object.metadata ?? {}
  const matches = (wanted: string | undefined, value: string) => !wanted || new RegExp(`^(?:${wanted})$`).test(value)
  return (
    parseLabelSelector(selector.labelSelector ?? '').matches(labels) &&
    parseLabelSelector(selector.annotationSelector ?? '').matches(annotations) &&
    idsOf(one).some(id => {
      const {group, version} = parseApiVersion(id.apiVersion)
      return (
        matches(selector.group, group) &&
        matches(selector.version, version) &&
        matches(selector.kind, id.kind) &&
        matches(selector.name, id.name) &&
        (!selector.namespace || matches(selector.namespace, id.namespace || 'default'))
      )
    })
  )
}
