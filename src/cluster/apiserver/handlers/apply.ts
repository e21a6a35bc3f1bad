import {attempt} from '../../../api/attempt.ts'
import {jsonKind} from '../../../api/go/json-kind.ts'
import {copyJson} from '../../../api/json/copy.ts'
import {getKey, isObject} from '../../../api/json/index.ts'
import {apiVersionOf, type JsonObject, type KubeObject, parseApiVersion} from '../../../api/object.ts'
import {applyAcross, applyConfiguration} from '../../../api/patch/managed-fields/index.ts'
import {applySchemaDefaults, decode} from '../../../api/schema/index.ts'
import {badRequest, conflict, StatusError} from '../../../api/status-error.ts'
import {parseYamlStrictly, YamlError, yamlUnmarshalError} from '../../../api/yaml/index.ts'
import type {ApiResponse} from '../../../client/transport.ts'
import {completed, type ExpectedKind} from '../decoding/expected-kind.ts'
import {limitedBody} from '../decoding/read-body.ts'
import {setManagedFields} from '../field-manager.ts'
import {fieldVersions} from '../field-versions.ts'
import {updateObject} from '../registry/update-object.ts'
import {writeScope} from '../registry/write-scope.ts'
import {groupResourceOf, type RequestContext} from '../request-context.ts'
import {outputForm, singleResponse} from '../responses.ts'
import {matchNamespace} from './create.ts'
import {type ObjectView, shownBy} from './object-view.ts'
import {refuseMistypedFields, refuseMistypedPast, subjectOf, unconvertible} from './patching/mistyped-fields.ts'
import {restoreProblem} from './patching/restore-problem.ts'
import {wrapIntegers} from './patching/wrap-integers.ts'
import {patchQuery, type WriteQuery} from './query-options.ts'
import {viewWriter} from './track-view.ts'
import {checkName} from './update.ts'

/** Server-side apply: the body is what the manager wants the object to be like; creates it where it is absent. */
export async function apply(context: RequestContext, view: ObjectView): Promise<ApiResponse> {
  const {info, request, definition, warnings} = context
  const form = outputForm(context)
  const body = limitedBody(request)
  const options = patchQuery(info.query, true)
  const readable = attempt(() => readConfiguration(body, view))
  if ('value' in readable) warnings.audit?.patched(readable.value.value)
  const {object, created} = await updateObject(writeScope(context, options), {
    name: info.name,
    createIfAbsent: info.subresource === '',
    managed: true,
    draft: async current => {
      if (current) refuseMistypedPast(view.show(current), view.expected)
      if ('error' in readable) throw readable.error
      const {value: configuration, duplicates} = readable.value
      const draft = await applied(context, view, {current, configuration, options})
      if (options.fieldValidation === 'Warn') warnings.addAll(duplicates)
      if (options.fieldValidation === 'Strict' && duplicates.length > 0)
        throw badRequest(`error strict decoding YAML: error converting YAML to JSON: ${yamlUnmarshalError(duplicates)}`)
      const {uid} = draft.metadata
      if (uid && !current)
        throw conflict(
          groupResourceOf(definition),
          info.name,
          `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
        )
      if (definition.structural) draft.metadata.resourceVersion ??= current?.metadata.resourceVersion
      matchNamespace(draft, definition.namespaced ? info.namespace : '')
      checkName(draft.metadata.name, info.name)
      return view.take(draft, current)
    },
    strategy: view.strategy,
    admitted: view.admitted,
  })
  return singleResponse(shownBy(context, view), view.show(object), form, created ? 201 : 200)
}

/** Custom objects' scales cannot be applied: nobody makes a Scale of what is merged, nor of nothing, which is what comes before a count that nobody manages. */
function notConvertible(configuration: JsonObject, expected: ExpectedKind, managed: boolean): StatusError {
  const which = managed
    ? `failed to convert new object (${subjectOf(configuration, expected)})`
    : `failed to create manager for existing fields: failed to convert live object (${subjectOf({}, expected)})`
  return new StatusError({
    message: `${which} to proper version: request to convert CR to an invalid group/version: ${apiVersionOf(expected)}`,
    code: 500,
  })
}

/** What a configuration makes of an object, with who manages what. */
async function applied(
  context: RequestContext,
  view: ObjectView,
  {current, configuration, options}: {current?: KubeObject; configuration: JsonObject; options: WriteQuery},
): Promise<KubeObject> {
  const writer = viewWriter(context, view, options.fieldManager)
  const {expected} = view
  const {schema} = expected
  const shown = current && (view.managed ? view.managed(current) : view.show(current))
  const customScale = context.definition.structural && context.info.subresource === 'scale'
  const managed = (shown?.metadata.managedFields ?? []).length > 0
  if (customScale && !managed) throw notConvertible(configuration, expected, managed)
  const apply = {...writer, force: options.force}
  const result = view.managed
    ? applyConfiguration(schema, shown, configuration, apply)
    : await applyAcross(schema, shown, configuration, apply, fieldVersions(context.server, context.definition))
  if (customScale && result.changed) throw notConvertible(configuration, expected, managed)
  // What stays as it is does not get the defaults of the version in which it is asked to.
  const draft =
    shown && !result.changed ? copyJson(shown) : decoded(result.object as JsonObject, configuration, expected)
  setManagedFields(draft, result.managedFields)
  return draft
}

/** A merged object of its kind's types, with defaults. */
function decoded(merged: JsonObject, configuration: JsonObject, expected: ExpectedKind): KubeObject {
  const {schema} = expected
  // Nulls that removals have left in custom resources stay, for validation to refuse.
  const defaults = schema.structural ? (draft: KubeObject) => applySchemaDefaults(schema, draft) : expected.defaults
  try {
    const {object} = decode(schema, wrapIntegers(schema, merged), {unpruned: true})
    return completed(object, {...expected, defaults})
  } catch (error) {
    if ((error as Error).name !== 'DecodeError') throw error
    throw unconvertible(configuration, expected, restoreProblem(schema, merged) ?? (error as Error).message)
  }
}

/** What a manager wants, and the duplicate keys of how it was written. */
interface Configuration {
  value: JsonObject
  duplicates: string[]
}

function readConfiguration(body: object | string | Uint8Array, {expected}: ObjectView): Configuration {
  const {value, duplicates} =
    typeof body === 'object' && !(body instanceof Uint8Array)
      ? {value: body as JsonObject, duplicates: []}
      : parse(body)
  const {metadata} = value
  const [apiVersion, kind] = [textOf(value, 'apiVersion'), textOf(value, 'kind')]
  const actual = parseApiVersion(apiVersion)
  const same = apiVersion === apiVersionOf(expected) && kind === expected.kind
  if (!same) throw badRequest(`invalid object type: ${actual.group}/${actual.version}, Kind=${kind}`)
  if (isObject(metadata) && metadata['managedFields'] !== undefined && metadata['managedFields'] !== null)
    throw badRequest('metadata.managedFields must be nil')
  refuseMistypedFields(value, expected)
  return {value, duplicates}
}

/** A field that is text; what is anything else is not there. */
function textOf(object: JsonObject, name: string): string {
  const value = getKey(object, name)
  return typeof value === 'string' ? value : ''
}

function parse(document: string | Uint8Array): Configuration {
  try {
    const {value, problems: duplicates} = parseYamlStrictly(document)
    if (value === null || value === undefined) return {value: {}, duplicates}
    if (isObject(value)) return {value, duplicates}
    const kind = jsonKind(value)
    throw new Error(
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${kind} into Go value of type map[string]interface {}`,
    )
  } catch (error) {
    const converting = error instanceof YamlError ? 'error converting YAML to JSON: ' : ''
    throw badRequest(`error decoding YAML: ${converting}${(error as Error).message}`)
  }
}
