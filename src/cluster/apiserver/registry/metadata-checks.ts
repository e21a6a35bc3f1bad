import type {FieldError} from '../../../api/field-error.ts'
import type {KubeObject, ObjectMeta} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {validateObjectMeta, validateObjectMetaUpdate} from '../../resources/metadata/index.ts'
import {pathSegmentName} from '../../resources/metadata/names.ts'
import {metadataRules} from './metadata-rules.ts'

/** Kinds that do not look at a new object's metadata before anything else, but where they say, if at all. */
const lateOnCreate = new Set(['policy/poddisruptionbudgets', '/events', 'events.k8s.io/events'])

/** All that is wrong with a new object's metadata, and what else its kind found, in the kind's order. */
export function newObjectErrors(
  definition: ResourceDefinition,
  object: KubeObject,
  own: readonly FieldError[],
): FieldError[] {
  const late = lateOnCreate.has(`${definition.group}/${definition.plural}`)
  const first = late ? [] : validateObjectMeta(object.metadata, metadataRules(definition, object))
  return [...first, ...withMetadataErrors(own, definition, object)]
}

/** What is wrong with the metadata of any new object, whatever its kind says: looked at where nothing else is wrong. */
export const anyObjectErrors = (definition: ResourceDefinition, {metadata}: KubeObject): FieldError[] =>
  validateObjectMeta(metadata, {
    namespaced: definition.namespaced,
    validateName: pathSegmentName,
    standardFinalizers: false,
  })

/**
 * What kinds check of metadata on an update besides what the server checks of every kind, and so say again: M and U are the rules of Kubernetes' own kinds for
 * metadata and for its change, m and u the same without those for finalizers. Most kinds: U.
 */
const updates: Record<string, string> = {
  'apiextensions.k8s.io/customresourcedefinitions': 'u',
  'apiregistration.k8s.io/apiservices': 'um',
  'admissionregistration.k8s.io/mutatingwebhookconfigurations': 'm',
  'admissionregistration.k8s.io/validatingadmissionpolicies': 'm',
  'admissionregistration.k8s.io/validatingadmissionpolicybindings': 'm',
  'admissionregistration.k8s.io/validatingwebhookconfigurations': 'm',
  'apps/controllerrevisions': 'UM',
  'batch/jobs': 'M',
  'certificates.k8s.io/certificatesigningrequests': 'M',
  'coordination.k8s.io/leases': 'u',
  'discovery.k8s.io/endpointslices': 'M',
  'flowcontrol.apiserver.k8s.io/flowschemas': 'M',
  'flowcontrol.apiserver.k8s.io/prioritylevelconfigurations': 'M',
  'events.k8s.io/events': '',
  'networking.k8s.io/ingressclasses': 'U',
  'networking.k8s.io/ingresses': 'UM',
  'networking.k8s.io/ipaddresses': 'M',
  'networking.k8s.io/networkpolicies': 'M',
  'node.k8s.io/runtimeclasses': 'm',
  'policy/poddisruptionbudgets': '',
  'rbac.authorization.k8s.io/clusterrolebindings': 'M',
  'rbac.authorization.k8s.io/clusterroles': 'M',
  'rbac.authorization.k8s.io/rolebindings': 'M',
  'rbac.authorization.k8s.io/roles': 'M',
  'resource.k8s.io/deviceclasses': 'M',
  'resource.k8s.io/resourceclaims': 'M',
  'resource.k8s.io/resourceclaimtemplates': 'M',
  'storage.k8s.io/csinodes': 'M',
  'storage.k8s.io/csistoragecapacities': 'M',
  'storage.k8s.io/storageclasses': 'M',
  'storage.k8s.io/volumeattachments': 'M',
  'storage.k8s.io/volumeattributesclasses': 'M',
  '/configmaps': 'U',
  '/endpoints': 'UM',
  '/events': '',
  '/limitranges': 'M',
  '/namespaces': 'MU',
  '/nodes': 'M',
  '/persistentvolumeclaims': 'M',
  '/persistentvolumes': 'M',
  '/pods': 'UM',
  '/replicationcontrollers': 'M',
  '/secrets': 'U',
  '/serviceaccounts': 'UM',
}

/** The same for updates of the status. */
const statusUpdates: Record<string, string> = {
  'admissionregistration.k8s.io/validatingadmissionpolicies': '',
  'apiextensions.k8s.io/customresourcedefinitions': 'u',
  'batch/cronjobs': '',
  'certificates.k8s.io/certificatesigningrequests': 'M',
  'policy/poddisruptionbudgets': '',
  'storage.k8s.io/volumeattachments': 'MM',
}

/** All that is wrong with an object's metadata after an update, as often as Kubernetes says it before it looks at anything else. */
export function metadataUpdateErrors(
  definition: ResourceDefinition,
  subresource: string,
  object: KubeObject,
  old: ObjectMeta,
): FieldError[] {
  const {metadata} = object
  const rules = metadataRules(definition, object)
  const plain = {...rules, standardFinalizers: false}
  const meta = validateObjectMeta(metadata, definition.structural ? rules : {...plain, validateName: pathSegmentName})
  const change = validateObjectMetaUpdate(metadata, old, plain)
  if (definition.structural) return [...meta, ...change, ...change]
  const key = `${definition.group}/${definition.plural}`
  const checks = (subresource === '' ? updates[key] : statusUpdates[key]) ?? 'U'
  // What is right about a change is so the second time, too: U adds to it only what is wrong with finalizers.
  const further = change.length > 0 || metadata.finalizers?.length ? checks : checks.replaceAll(/[uU]/g, '')
  return [...meta, ...change, ...checked(further, definition, object, old)]
}

/** A kind's errors, with those of the metadata that it leaves a place for. */
export const withMetadataErrors = (
  errors: readonly FieldError[],
  definition: ResourceDefinition,
  object: KubeObject,
  old: ObjectMeta = {},
): FieldError[] =>
  errors.flatMap(error =>
    error.pending === 'metadata' ? checked(error.value as string, definition, object, old) : [error],
  )

function checked(checks: string, definition: ResourceDefinition, object: KubeObject, old: ObjectMeta): FieldError[] {
  const {metadata} = object
  const rules = metadataRules(definition, object)
  const plain = {...rules, standardFinalizers: false}
  const standard = {...rules, standardFinalizers: true}
  const kinds: Record<string, () => FieldError[]> = {
    M: () => validateObjectMeta(metadata, standard),
    U: () => validateObjectMetaUpdate(metadata, old, standard),
    m: () => validateObjectMeta(metadata, plain),
    u: () => validateObjectMetaUpdate(metadata, old, plain),
  }
  return [...checks].flatMap(check => kinds[check]!())
}
