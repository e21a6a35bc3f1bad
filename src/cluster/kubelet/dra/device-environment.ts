import {isObject} from '../../../api/json/set-key.ts'
import type {AllocatedDevice, Device, DeviceAttribute, ResourceClaim} from '../../../api/kinds.ts'
import {exampleSharing, isExampleDriver} from './example-configuration.ts'

/**
 * The variables by which a container finds a simulated device: `GPU_DEVICE_0=gpu-0` and `GPU_DEVICE_0_RESOURCE_CLAIM`, as Kubernetes' example driver
 * gpu.example.com names them, and then what the slice says of the device and the claim wants of it: `GPU_DEVICE_0_MODEL`, `GPU_DEVICE_0_SHARING_STRATEGY`.
 */
export function deviceEnvironment({
  claim,
  result,
  device,
}: {
  claim: ResourceClaim
  result: AllocatedDevice
  device: Device
}) {
  const kind = variable(result.driver.split('.')[0]!)
  const own = `${kind}_DEVICE_${/\d+$/.exec(device.name)?.[0] ?? variable(device.name)}`
  const variables = new Map([
    [own, device.name],
    [`${own}_RESOURCE_CLAIM`, claim.metadata.uid!],
    ['DRA_RESOURCE_DRIVER_NAME', result.driver],
    ['DRA_ADMIN_ACCESS', String(result.adminAccess ?? false)],
  ])
  const add = (name: string, value: string) => variables.set(`${own}_${variable(name.split('/').at(-1)!)}`, value)
  for (const [name, attribute] of Object.entries(device.attributes ?? {})) add(name, attributeText(attribute))
  for (const [name, {value}] of Object.entries(device.capacity ?? {})) add(name, value)
  const configurations = parametersFor(claim, result)
  const said = isExampleDriver(result.driver)
    ? exampleSharing(configurations)
    : configurations.flatMap(parameters => leaves(parameters))
  for (const [name, value] of said) add(name, value)
  return [...variables].map(([name, value]) => ({name, value}))
}

/** `driverVersion` is `DRIVER_VERSION`. */
const variable = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]/g, '_')
    .toUpperCase()

const attributeText = ({int, bool, string, version}: DeviceAttribute): string =>
  String(string ?? version ?? int ?? bool)

/** What the driver is told of the device's request; what comes later has the last word. */
function parametersFor({status}: ResourceClaim, {request, driver}: AllocatedDevice): object[] {
  const base = request.split('/')[0]!
  return (status?.allocation?.devices?.config ?? []).flatMap(({requests = [], opaque}) => {
    const meant = requests.length === 0 || requests.includes(request) || requests.includes(base)
    return meant && opaque?.driver === driver && isObject(opaque.parameters) ? [opaque.parameters] : []
  })
}

/** What is said, by the path to it, and not of which type it is. */
function leaves(value: object, path: string[] = []): [name: string, text: string][] {
  return Object.entries(value).flatMap(([key, item]): [string, string][] => {
    if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) return []
    if (isObject(item)) return leaves(item, [...path, key])
    return [[[...path, key].join('_'), typeof item === 'string' ? item : JSON.stringify(item)]]
  })
}
