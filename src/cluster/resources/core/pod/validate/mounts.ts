import {forbiddenField, invalidValue, notFoundField, notSupported, required} from '../../../../../api/field-error.ts'
import type {Container, Volume} from '../../../../../api/kinds.ts'
import type {Errors} from '../../../validation/errors.ts'
import {descendingPath, hasBacksteps} from '../../../validation/file-paths.ts'

type Mount = NonNullable<Container['volumeMounts']>[number]

/** A container's mounts: of volumes that there are, each at a path of its own. */
export function* validateVolumeMounts(
  path: string,
  container: Container,
  volumes: ReadonlyMap<string, Volume>,
): Errors {
  const devices = new Map((container.volumeDevices ?? []).map(({name, devicePath}) => [name, devicePath]))
  const devicePaths = [...devices.values()]
  const seen = new Set<string>()
  for (const [index, mount] of (container.volumeMounts ?? []).entries()) {
    const at = `${path}[${index}]`
    const {name, mountPath, subPath, subPathExpr} = mount
    if (!name) yield required(`${at}.name`)
    if (!volumes.has(name)) yield notFoundField(`${at}.name`, name)
    if (!mountPath) yield required(`${at}.mountPath`)
    if (seen.has(mountPath)) yield invalidValue(`${at}.mountPath`, mountPath, 'must be unique')
    seen.add(mountPath)
    if (devices.has(name)) yield invalidValue(`${at}.name`, name, 'must not already exist in volumeDevices')
    if (devicePaths.includes(mountPath))
      yield invalidValue(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices')
    if (subPath) yield* descendingPath(`${path}.subPath`, subPath)
    if (subPathExpr) {
      if (subPath)
        yield invalidValue(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive')
      yield* descendingPath(`${path}.subPathExpr`, subPathExpr)
    }
    yield* validatePropagation(`${path}.mountPropagation`, mount, container)
    yield* validateRecursiveReadOnly(`${path}.recursiveReadOnly`, mount)
  }
}

function* validatePropagation(path: string, {mountPropagation}: Mount, {securityContext}: Container): Errors {
  if (mountPropagation === undefined) return
  const supported = ['Bidirectional', 'HostToContainer', 'None']
  if (!supported.includes(mountPropagation)) yield notSupported(path, mountPropagation, supported)
  if (mountPropagation === 'Bidirectional' && !securityContext?.privileged)
    yield forbiddenField(path, 'Bidirectional mount propagation is available only to privileged containers')
}

function* validateRecursiveReadOnly(path: string, {recursiveReadOnly, readOnly, mountPropagation}: Mount): Errors {
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return
  if (recursiveReadOnly !== 'Enabled' && recursiveReadOnly !== 'IfPossible') {
    yield notSupported(path, recursiveReadOnly, ['Disabled', 'Enabled', 'IfPossible'])
    return
  }
  if (!readOnly) yield forbiddenField(path, 'may only be specified when readOnly is true')
  if (mountPropagation !== undefined && mountPropagation !== 'None')
    yield forbiddenField(path, 'may only be specified when mountPropagation is None or not specified')
}

/** A container's block devices: of claims only, and apart from its mounts. */
export function* validateVolumeDevices(
  path: string,
  container: Container,
  volumes: ReadonlyMap<string, Volume>,
): Errors {
  const mounts = new Map((container.volumeMounts ?? []).map(({name, mountPath}) => [name, mountPath]))
  const mountPaths = [...mounts.values()]
  const names = new Set<string>()
  const paths = new Set<string>()
  for (const [index, {name, devicePath}] of (container.volumeDevices ?? []).entries()) {
    const at = `${path}[${index}]`
    const volume = volumes.get(name)
    if (!name) yield required(`${at}.name`)
    if (names.has(name)) yield invalidValue(`${at}.name`, name, 'must be unique')
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral)
      yield invalidValue(
        `${at}.name`,
        name,
        'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode',
      )
    if (!volume) yield notFoundField(`${at}.name`, name)
    if (!devicePath) yield required(`${at}.devicePath`)
    if (paths.has(devicePath)) yield invalidValue(`${at}.devicePath`, devicePath, 'must be unique')
    if (devicePath && hasBacksteps(devicePath))
      yield invalidValue(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')")
    else paths.add(devicePath)
    if (mounts.has(name)) yield invalidValue(`${at}.name`, name, 'must not already exist in volumeMounts')
    if (mountPaths.includes(devicePath))
      yield invalidValue(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts')
    if (name) names.add(name)
  }
}
