import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {MetadataRules} from '../../resources/metadata/index.ts'
import {subdomainName} from '../../resources/metadata/names.ts'

/** What a kind's metadata must be like. */
export const metadataRules = (definition: ResourceDefinition): MetadataRules => ({
  namespaced: definition.namespaced,
  validateName: definition.validateName ?? subdomainName,
  standardFinalizers: !definition.structural && definition.group !== 'apiextensions.k8s.io',
})
