import {invalidValue} from '../../../api/field-error.ts'
import type {JsonSyntaxError} from '../../../api/json/index.ts'
import {apiVersionOf, type GroupVersionKind, type KubeObject, parseApiVersion} from '../../../api/object.ts'
import {decode, type FieldValidation, type Schema, schemaOf, strictDecodingError} from '../../../api/schema/index.ts'
import {badRequest, invalid} from '../../../api/status-error.ts'
import {parseYamlStrictly, yamlUnmarshalError} from '../../../api/yaml/index.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import type {ResourceRegistry} from '../../resources/registry.ts'
import type {Warnings} from '../request-context.ts'
import {type Body, bodyJson, bodyText} from './read-body.ts'
import {unservedKind} from './unserved-kinds.ts'

/** What a body is expected to hold. */
export interface ExpectedKind extends GroupVersionKind {
  schema: Schema
  /** Same storage, other version: converted by hand, never mistaken for a stranger. */
  prefix?: string
  /** What Kubernetes calls the type where it has forgotten to register it, which it then says of every body that it cannot read. */
  unregistered?: string
  /** Completes a decoded draft. */
  defaults?(draft: KubeObject): void
}

export interface DecodeOptions {
  fieldValidation: FieldValidation
  warnings: Warnings
  resources: ResourceRegistry
}

/** The schema that a kind's bodies are decoded with. */
export const schemaFor = ({schema, structural}: ResourceDefinition): Schema => structural ?? schemaOf(schema)

export const expectedKind = (definition: ResourceDefinition): ExpectedKind => ({
  group: definition.group,
  version: definition.version,
  kind: definition.kind,
  schema: schemaFor(definition),
  ...(definition.storage && {prefix: definition.storage.prefix}),
  ...(definition.defaults && {defaults: definition.defaults}),
})

/** Decodes a body into a fresh object of the expected kind; throws Kubernetes' 400s for what is none. */
export function decodeBody(body: Body, expected: ExpectedKind, options: DecodeOptions): KubeObject {
  const object = decodeChecked(body, expected, options)
  options.warnings.audit?.decoded(object, expected.schema)
  return object
}

function decodeChecked(body: Body, expected: ExpectedKind, options: DecodeOptions): KubeObject {
  const usual = decodeUsual(body, expected, options)
  if (usual) return usual
  const parsed = parse(body, expected)
  const given = kindOf(parsed.value, body, expected)
  if (expected.schema.structural) checkNamed(given, body, expected)
  const actual = withDefaults(given, expected)
  checkKind(actual, expected, options, parsed.value)
  const refuse = (why: string) =>
    badRequest(
      `${actual.kind} in version ${JSON.stringify(actual.version)} cannot be handled as a ${expected.kind}: ${why}`,
    )
  try {
    const {fieldValidation} = options
    const {object, problems} = decode(expected.schema, parsed.source, {fieldValidation})
    const all = [...parsed.problems.map(problem => problem.strict), ...problems]
    if (fieldValidation === 'Strict' && all.length > 0) throw refuse(strictDecodingError(all))
    if (fieldValidation === 'Warn')
      options.warnings.addAll([...parsed.problems.map(problem => problem.warning), ...problems])
    return completed(object, expected)
  } catch (error) {
    if ((error as Error).name === 'DecodeError') throw refuse((error as Error).message)
    throw error
  }
}

/** Custom objects that were sent as text must say what they are; of built-in ones the path says enough. */
function checkNamed({kind, version}: Partial<GroupVersionKind>, {value}: Body, expected: ExpectedKind): void {
  if (typeof value === 'object' && !(value instanceof Uint8Array)) return
  const text = bodyText(value)
  if (!kind) throw unrecognized(expected, `Object 'Kind' is missing in '${text}'`, text)
  if (!version)
    throw badRequest(
      `the API version in the data () does not match the expected API version (${apiVersionOf(expected)})`,
    )
}

/** The usual case in one go: JSON of the very kind, with nothing to complain of. Undefined where it takes a closer look. */
function decodeUsual(
  {format, value}: Body,
  expected: ExpectedKind,
  {fieldValidation}: DecodeOptions,
): KubeObject | undefined {
  if (format !== 'json') return undefined
  try {
    const source = typeof value === 'object' && !(value instanceof Uint8Array) ? value : wellFormed(bodyText(value))
    const {object, problems} = decode(expected.schema, source, {fieldValidation})
    const named = expected.schema.structural !== undefined && typeof source === 'string'
    const {kind = named ? '' : expected.kind, apiVersion = named ? '' : apiVersionOf(expected)} = object
    if (problems.length > 0 || kind !== expected.kind || apiVersion !== apiVersionOf(expected)) return undefined
    return completed(object, expected)
  } catch {
    return undefined
  }
}

/** A decoded value as an object of its kind, with the kind's defaults. */
export function completed(decoded: Record<string, unknown>, expected: ExpectedKind): KubeObject {
  const {kind: _, apiVersion: __, metadata, ...rest} = decoded
  const object = {
    kind: expected.kind,
    apiVersion: apiVersionOf(expected),
    metadata: metadata ?? {},
    ...rest,
  } as KubeObject
  expected.defaults?.(object)
  return object
}

interface Parsed {
  value: unknown
  /** What the decoder reads: text where it matters how it was written. */
  source: object | string
  problems: {strict: string; warning: string}[]
}

function parse(body: Body, expected: ExpectedKind): Parsed {
  const {format, value} = body
  if (typeof value === 'object' && !(value instanceof Uint8Array)) return {value, source: value, problems: []}
  if (format === 'protobuf') return parseProtobufBody(body, expected)
  if (format === 'yaml') return parseYamlBody(value, expected)
  const text = wellFormed(bodyText(value))
  try {
    const json = bodyJson(value, text)
    return {value: json, source: typeof json === 'object' && json !== null ? text : {}, problems: []}
  } catch (error) {
    const {message} = error as JsonSyntaxError
    throw unrecognized(expected, `couldn't get version/kind; json parse error: ${message}`, value)
  }
}

/** JSON with a replacement for each half of a character, as Go reads it. */
const wellFormed = (text: string): string =>
  /\\ud[89a-f]/i.test(text)
    ? text.replace(surrogates, (_, escaped?: string, pair?: string) => escaped ?? pair ?? '\\ufffd')
    : text

const surrogates = /(\\\\)|(\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2})|\\ud[89a-f][0-9a-f]{2}/gi

function parseProtobufBody({value, decodeAs}: Body, expected: ExpectedKind): Parsed {
  if (!decodeAs) throw unrecognized(expected, 'empty data', value)
  try {
    const object = decodeAs(expected)
    return {value: object, source: object, problems: []}
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw unrecognized(expected, error.message, value)
  }
}

function parseYamlBody(document: Uint8Array | string, expected: ExpectedKind): Parsed {
  try {
    const {value, problems} = parseYamlStrictly(document)
    const source = typeof value === 'object' && value !== null ? value : {}
    const told = problems.map(problem => ({strict: yamlUnmarshalError([problem]), warning: problem}))
    return {value: value ?? null, source, problems: told}
  } catch (error) {
    throw unrecognized(expected, (error as Error).message, document)
  }
}

function kindOf(value: unknown, body: Body, expected: ExpectedKind): Partial<GroupVersionKind> {
  const refuse = (why: string) =>
    unrecognized(expected, `couldn't get version/kind; json parse error: json: cannot unmarshal ${why}`, body.value)
  if (value === null) return {}
  if (typeof value !== 'object' || Array.isArray(value))
    throw refuse(
      `${goKind(value)} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`,
    )
  const {apiVersion, kind} = value as Record<string, unknown>
  for (const [name, field] of [
    ['apiVersion', apiVersion],
    ['kind', kind],
  ] as const)
    if (field !== undefined && field !== null && typeof field !== 'string')
      throw refuse(`${goKind(field)} into Go struct field .${name} of type string`)
  if (typeof apiVersion === 'string' && apiVersion.split('/').length > 2)
    throw unrecognized(expected, `unexpected GroupVersion string: ${apiVersion}`, body.value)
  return {...(apiVersion ? parseApiVersion(apiVersion as string) : {}), ...(kind ? {kind: kind as string} : {})}
}

function withDefaults(given: Partial<GroupVersionKind>, expected: ExpectedKind): GroupVersionKind {
  const kind = given.kind || expected.kind
  if (!given.version && !given.group) return {group: expected.group, version: expected.version, kind}
  return {group: given.group ?? '', version: given.version ?? expected.version, kind}
}

function checkKind(actual: GroupVersionKind, expected: ExpectedKind, {resources}: DecodeOptions, value: unknown): void {
  const same = actual.group === expected.group && actual.version === expected.version
  if (same && actual.kind === expected.kind) return
  const head = `${actual.kind} in version ${JSON.stringify(actual.version)} cannot be handled as a ${expected.kind}: `
  if (expected.schema.structural) {
    if (!same)
      throw badRequest(
        `the API version in the data (${apiVersionOf(actual)}) does not match the expected API version (${apiVersionOf(expected)})`,
      )
    const {group, kind} = actual
    throw invalid({group, kind}, nameIn(value), [invalidValue('kind', kind, `must be ${expected.kind}`)])
  }
  const otherVersion = badRequest(
    `the API version in the data (${apiVersionOf(actual)}) does not match the expected API version (${apiVersionOf(expected)})`,
  )
  const former = unservedKind(actual, expected)
  if (former === 'version') throw otherVersion
  const known = resources.ofKind(actual.group, actual.version, actual.kind.replace(/List$/, ''))
  const internal = `${internalPackage(expected.group)}.${expected.kind}`
  const unregistered = () =>
    badRequest(
      `${head}no kind ${JSON.stringify(actual.kind)} is registered for version ${JSON.stringify(apiVersionOf(actual))} in scheme "pkg/runtime/scheme.go:110"`,
    )
  const unknown = `${head}converting (${actual.version}.${actual.kind}) to (${internal}): unknown conversion`
  if (isEverywhere(actual, resources)) throw badRequest(unknown)
  if (alone.has(expected.group) && actual.group !== expected.group) throw unregistered()
  if (former) throw badRequest(unknown)
  if (!known || known.structural) throw unregistered()
  if (known.kind === actual.kind && known.storage && known.storage.prefix === expected.prefix) throw otherVersion
  throw badRequest(unknown)
}

/** Groups of servers of their own within the API server, which know no other kinds. */
const alone = new Set(['apiextensions.k8s.io', 'apiregistration.k8s.io'])

const optionKinds = [
  'CreateOptions',
  'DeleteOptions',
  'GetOptions',
  'ListOptions',
  'PatchOptions',
  'UpdateOptions',
  'WatchEvent',
]
const coreKinds = ['List', 'Status', 'APIGroup', 'APIGroupList', 'APIResourceList', 'APIVersions']

/** Whether a kind is one of those that every group has, or the core group for all of them. */
export function isEverywhere({group, version, kind}: GroupVersionKind, resources: ResourceRegistry): boolean {
  if (coreKinds.includes(kind)) return group === '' && version === 'v1'
  if (!optionKinds.includes(kind)) return false
  for (const definition of resources.all())
    if (definition.group === group && definition.version === version && !definition.structural) return true
  return false
}

function nameIn(value: unknown): string {
  const {name} = ((value as Partial<KubeObject>).metadata ?? {}) as {name?: unknown}
  return typeof name === 'string' ? name : ''
}

/** The Go package of a group's internal types: `core`, `apps`, `rbac`. */
export const internalPackage = (group: string): string =>
  group === '' || group === 'events.k8s.io' ? 'core' : group.split('.')[0]!

function unrecognized(expected: ExpectedKind, why: string, body: object | string | Uint8Array) {
  if (expected.unregistered)
    return badRequest(
      `no kind is registered for the type ${expected.unregistered} in scheme "pkg/runtime/scheme.go:110"`,
    )
  const bytes =
    typeof body === 'string' || body instanceof Uint8Array
      ? Buffer.from(body as string)
      : Buffer.from(JSON.stringify(body))
  return badRequest(
    `the object provided is unrecognized (must be of type ${expected.kind}): ${why} (${summary(bytes)})`,
  )
}

/** The beginning of a body as Kubernetes quotes it: text if it looks like JSON, else hexadecimal. */
function summary(bytes: Buffer, most = 30): string {
  if (bytes.length === 0) return '<empty>'
  const head = bytes.subarray(0, most)
  const text = bytes[0] === 0x7b ? head.toString() : head.toString('hex')
  return bytes.length > most ? `${text} ...` : text
}

const goKind = (value: unknown): string =>
  Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value
