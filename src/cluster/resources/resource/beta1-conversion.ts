import type {JsonObject, KubeObject} from '../../../api/object.ts'
import {inWrittenOrder, schemaOf} from '../../../api/schema/index.ts'
import type {Conversion} from '../other-version.ts'
import {setDeviceRequestDefaults} from './device-requests.ts'

type Part = JsonObject | undefined

/** What a v1beta1 request says itself, and a stable one under `exactly`. */
const exactFields = [
  'deviceClassName',
  'selectors',
  'allocationMode',
  'count',
  'adminAccess',
  'tolerations',
  'capacity',
]

function stableRequest(request: JsonObject): JsonObject {
  const rest: JsonObject = {}
  const exactly: JsonObject = {}
  for (const [field, value] of Object.entries(request))
    if (exactFields.includes(field)) exactly[field] = value
    else rest[field] = value
  // A name of nothing is written, but says nothing.
  const says = Object.entries(exactly).some(([field, value]) => field !== 'deviceClassName' || value !== '')
  return says ? {...rest, exactly: {deviceClassName: '', ...exactly}} : rest
}

function beta1Request({exactly, ...rest}: JsonObject): JsonObject {
  return {...rest, deviceClassName: '', ...(exactly as Part)}
}

function beta1Device({name, ...basic}: JsonObject): JsonObject {
  return {name, basic}
}

const stableDevice = ({name, basic}: JsonObject): JsonObject => ({name, ...(basic as Part)})

const inList = (part: Part, field: string, change: (item: JsonObject) => JsonObject): Part =>
  Array.isArray(part?.[field]) ? {...part, [field]: (part[field] as JsonObject[]).map(change)} : part

const inField = (part: Part, field: string, change: (inner: Part) => Part): Part =>
  part?.[field] ? {...part, [field]: change(part[field] as Part)} : part

/** Conversions of what is under some fields; the object comes out in its version's own order. */
function conversion(
  kind: string,
  way: readonly string[],
  [toStable, toBeta1]: readonly [(part: Part) => Part, (part: Part) => Part],
  defaults: Conversion['defaults'] = () => undefined,
): Conversion {
  const converted = (version: string, change: (part: Part) => Part) => {
    const whole = way.reduceRight<(part: Part) => Part>((inner, field) => part => inField(part, field, inner), change)
    return (object: KubeObject): KubeObject => {
      const apiVersion = `resource.k8s.io/${version}`
      if (object.apiVersion === apiVersion) return object
      const schema = schemaOf(`io.k8s.api.resource.${version}.${kind}`)
      return inWrittenOrder(schema, {...(whole(object as JsonObject) as KubeObject), apiVersion})
    }
  }
  return {toStable: converted('v1', toStable), fromStable: converted('v1beta1', toBeta1), defaults}
}

const requests = [
  (devices: Part) => inList(devices, 'requests', stableRequest),
  (devices: Part) => inList(devices, 'requests', beta1Request),
] as const

const devices = [
  (spec: Part) => inList(spec, 'devices', stableDevice),
  (spec: Part) => inList(spec, 'devices', beta1Device),
] as const

const same = [(part: Part) => part, (part: Part) => part] as const

/** A request for a class of devices, not for a choice of others, wants exactly one of them unless it says otherwise. */
function setDefaults(spec: Part): void {
  const list = ((spec?.['devices'] as Part)?.['requests'] ?? []) as JsonObject[]
  const shown = list.map(request => ({
    ...(request['deviceClassName'] ? {exactly: request} : {}),
    firstAvailable: request['firstAvailable'] as never,
  }))
  setDeviceRequestDefaults({devices: {requests: shown}})
}

export const deviceClassesAsBeta1 = conversion('DeviceClass', [], same)
export const claimsAsBeta1 = conversion('ResourceClaim', ['spec', 'devices'], requests, claim =>
  setDefaults(claim['spec'] as Part),
)
export const templatesAsBeta1 = conversion('ResourceClaimTemplate', ['spec', 'spec', 'devices'], requests, template =>
  setDefaults((template['spec'] as Part)?.['spec'] as Part),
)
export const slicesAsBeta1 = conversion('ResourceSlice', ['spec'], devices)
