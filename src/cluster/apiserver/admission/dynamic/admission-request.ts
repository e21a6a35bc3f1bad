import type {JsonObject} from '../../../../api/object.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import type {AdmissionAttributes} from '../admission.ts'

/** A write as admission.k8s.io's AdmissionRequest, without its uid and objects; `seen` is the version in which it is shown. */
export function admissionRequest(attributes: AdmissionAttributes, seen: ResourceDefinition): JsonObject {
  const {definition, subresource, namespace, name, operation, user, dryRun} = attributes
  return {
    kind: kindOf(attributes, seen),
    resource: resourceOf(seen),
    ...(subresource && {subResource: subresource}),
    requestKind: kindOf(attributes, definition),
    requestResource: resourceOf(definition),
    ...(subresource && {requestSubResource: subresource}),
    ...(name && {name}),
    ...(namespace && {namespace}),
    operation,
    userInfo: {
      username: user.name,
      ...(user.uid && {uid: user.uid}),
      groups: user.groups,
      ...(user.extra && Object.keys(user.extra).length > 0 && {extra: user.extra}),
    },
    dryRun,
    options: optionsOf(attributes),
  }
}

/** The kind of what is written: of a subresource, its own. */
function kindOf({subresource}: AdmissionAttributes, definition: ResourceDefinition): JsonObject {
  const part = subresource ? definition.subresources?.[subresource] : undefined
  return {
    group: part?.group ?? definition.group,
    version: part?.version ?? definition.version,
    kind: part?.kind ?? definition.kind,
  }
}

const resourceOf = ({group, version, plural}: ResourceDefinition): JsonObject => ({group, version, resource: plural})

function optionsOf({operation, options, dryRun}: AdmissionAttributes): JsonObject | null {
  if (operation === 'CONNECT') return null
  const kind = {CREATE: 'CreateOptions', UPDATE: 'UpdateOptions', DELETE: 'DeleteOptions'}[operation]
  const {fieldManager, gracePeriodSeconds, propagationPolicy} = options
  return {
    kind,
    apiVersion: 'meta.k8s.io/v1',
    ...(dryRun && {dryRun: ['All']}),
    ...(fieldManager && {fieldManager}),
    ...(gracePeriodSeconds !== undefined && {gracePeriodSeconds}),
    ...(propagationPolicy && {propagationPolicy}),
  }
}
