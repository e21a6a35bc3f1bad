import type {KubeObject} from '../../../api/object.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {MetadataRules} from '../../resources/metadata/index.ts'
import {subdomainName} from '../../resources/metadata/names.ts'

/** Groups whose kinds take any qualified name for a finalizer. */
const lenientGroups = new Set(['admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io'])

/** Kinds of other groups that do. */
const lenientKinds = new Set(['leases', 'runtimeclasses', 'poddisruptionbudgets'])

/** What the metadata of an object of a kind must be like. */
export const metadataRules = (definition: ResourceDefinition, object: KubeObject): MetadataRules => ({
  namespaced: definition.namespaced,
  validateName: (name, prefix) => (definition.validateName ?? subdomainName)(name, prefix, object),
  standardFinalizers: !definition.structural && !lenientGroups.has(definition.group) && !isLenient(definition),
})

const isLenient = ({group, plural}: ResourceDefinition): boolean =>
  lenientKinds.has(plural) || (group === '' && plural === 'events')

/** The kind that errors name. */
export const errorKind = ({group, kind, errorGroup = group}: ResourceDefinition): {group: string; kind: string} => ({
  group: errorGroup,
  kind,
})
