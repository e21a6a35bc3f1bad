import {invalidValue, required, tooLong} from '../../../../api/field-error.ts'
import type {ResourceSlice} from '../../../../api/kinds.ts'
import {isDns1123Subdomain} from '../../../../api/names.ts'
import {validateNodeSelector} from '../../core/pod/validate/node-affinity.ts'
import {validateCsiDriverName} from '../../core/volumes/csi.ts'
import {immutable} from '../../validation/equality.ts'
import {type Errors, eachEntry, invalidBecause} from '../../validation/errors.ts'
import {distinctList} from './lists.ts'
import {labelErrors, poolNameErrors, qualifiedNameErrors} from './names.ts'

type Spec = ResourceSlice['spec']
type Device = NonNullable<Spec['devices']>[number]

interface Attribute {
  int?: number
  bool?: boolean
  string?: string
  version?: string
}

const mostDevices = 128
const mostAttributes = 32
const longestText = 64
const semanticVersion =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?$/

/** What a driver may say of the devices in one part of a pool. */
export function* sliceErrors(spec: Spec, old?: Spec): Errors {
  const {driver, pool, devices} = spec
  yield* validateCsiDriverName('spec.driver', driver)
  yield* poolNameErrors('spec.pool.name', pool?.name)
  if ((pool?.resourceSliceCount ?? 0) <= 0)
    yield invalidValue('spec.pool.resourceSliceCount', pool?.resourceSliceCount ?? 0, 'must be greater than zero')
  if ((pool?.generation ?? 0) < 0)
    yield invalidValue('spec.pool.generation', pool.generation, 'must be greater than or equal to zero')
  if (old) {
    yield* immutable('spec.pool.name', pool?.name, old.pool?.name)
    yield* immutable('spec.driver', driver, old.driver)
    yield* immutable('spec.nodeName', spec.nodeName, old.nodeName)
  }
  yield* nodeErrors(spec)
  yield* distinctList('spec.devices', devices, {
    most: mostDevices,
    rule: deviceErrors,
    key: ({name}) => name,
    field: 'name',
  })
}

function* nodeErrors({nodeName, nodeSelector, allNodes}: Spec): Errors {
  const set: string[] = []
  if (nodeName) {
    set.push('`nodeName`')
    yield* invalidBecause('spec.nodeName', nodeName, isDns1123Subdomain(nodeName))
  } else if (nodeName === '')
    yield invalidValue('spec.nodeName', nodeName, 'must be either unset or set to a non-empty string')
  if (nodeSelector) {
    set.push('`nodeSelector`')
    const path = 'spec.nodeSelector'
    yield* validateNodeSelector(path, nodeSelector)
    const terms = nodeSelector.nodeSelectorTerms ?? []
    if (terms.length !== 1)
      yield invalidValue(
        `${path}.nodeSelectorTerms`,
        nodeSelector.nodeSelectorTerms?.map(internalTerm) ?? null,
        'must have exactly one node selector term',
      )
  }
  if (allNodes) set.push('`allNodes`')
  else if (allNodes === false) yield invalidValue('spec.allNodes', false, 'must be either unset or set to true')
  const rule = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required'
  if (set.length === 0) yield required('spec', rule)
  if (set.length > 1) yield invalidValue('spec', `{${set.join(', ')}}`, `${rule}, but multiple fields are set`)
}

type Term = NonNullable<Spec['nodeSelector']>['nodeSelectorTerms'][number]

const internalTerm = ({matchExpressions, matchFields}: Term) => {
  const requirements = (list: Term['matchFields']) =>
    list?.map(({key, operator, values}) => ({Key: key, Operator: operator, Values: values ?? null})) ?? null
  return {MatchExpressions: requirements(matchExpressions), MatchFields: requirements(matchFields)}
}

function* deviceErrors(device: Device, path: string): Errors {
  yield* labelErrors(`${path}.name`, device.name)
  const {attributes, capacity} = device
  const count = Object.keys(attributes ?? {}).length + Object.keys(capacity ?? {}).length
  if (count > mostAttributes)
    yield invalidValue(path, count, `the total number of attributes and capacities must not exceed ${mostAttributes}`)
  yield* eachEntry(`${path}.attributes`, attributes, function* (name, attribute, at) {
    yield* qualifiedNameErrors(at, name)
    yield* attributeErrors(attribute as Attribute, at)
  })
  yield* eachEntry(`${path}.capacity`, capacity, (name, _, at) => qualifiedNameErrors(at, name))
}

function* attributeErrors({int, bool, string, version}: Attribute, path: string): Errors {
  if (string !== undefined && string.length > longestText) yield tooLong(`${path}.string`, longestText)
  if (version !== undefined) {
    if (!semanticVersion.test(version))
      yield invalidValue(`${path}.version`, version, 'must be a string compatible with semver.org spec 2.0.0')
    if (version.length > longestText) yield tooLong(`${path}.version`, longestText)
  }
  const values = [bool, int, string, version].filter(value => value !== undefined)
  const rule = 'exactly one value must be specified'
  if (values.length === 0) yield required(path, rule)
  const internal = {
    IntValue: int ?? null,
    BoolValue: bool ?? null,
    StringValue: string ?? null,
    VersionValue: version ?? null,
  }
  if (values.length > 1) yield invalidValue(path, internal, rule)
}
