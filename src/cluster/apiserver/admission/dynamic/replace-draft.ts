import {apiVersionOf, type KubeObject} from '../../../../api/object.ts'
import {decode, strictDecodingError} from '../../../../api/schema/index.ts'
import type {ResourceDefinition} from '../../../resources/define-resource.ts'
import {completed, expectedKind} from '../../decoding/expected-kind.ts'
import type {AdmissionAttributes} from '../admission.ts'
import {inVersion, shownIn} from './in-version.ts'

/** The draft in the version in which a hook sees it; the hook may change it. */
export async function draftSeen(attributes: AdmissionAttributes, seen: ResourceDefinition): Promise<KubeObject> {
  const {object} = await shownIn({...attributes, old: undefined}, seen)
  return structuredClone(object!)
}

/** Puts what a hook made of the draft in its place; throws an Error for what is no object of the kind. The draft stays the same object: others hold it. */
export async function replaceDraft(
  attributes: AdmissionAttributes,
  seen: ResourceDefinition,
  changed: KubeObject,
  {strict = false} = {},
): Promise<void> {
  const {object, definition} = attributes
  refuseOtherKinds(attributes, seen, changed)
  if (seen !== definition && seen.structural) seen.defaults?.(changed)
  const content = isOwnKind(attributes)
    ? decoded(await inVersion(changed, seen, definition), definition, strict)
    : changed
  for (const key of Object.keys(object!)) delete object![key]
  Object.assign(object!, content)
}

/** Some subresources have a kind of their own (bindings, evictions, scales). */
const isOwnKind = ({definition, subresource}: AdmissionAttributes): boolean =>
  subresource === '' || definition.subresources?.[subresource]?.kind === definition.kind

function decoded(changed: KubeObject, definition: ResourceDefinition, strict: boolean): KubeObject {
  const expected = expectedKind(definition)
  const {object, problems} = decode(expected.schema, changed, {fieldValidation: strict ? 'Strict' : 'Ignore'})
  if (strict && problems.length > 0) throw new Error(strictDecodingError(problems))
  return completed(object, expected)
}

function refuseOtherKinds(attributes: AdmissionAttributes, seen: ResourceDefinition, {kind, apiVersion}: KubeObject) {
  const {structural} = attributes.definition
  if (structural || !isOwnKind(attributes) || (kind === seen.kind && apiVersion === apiVersionOf(seen))) return
  throw new Error(
    `no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:110"`,
  )
}
