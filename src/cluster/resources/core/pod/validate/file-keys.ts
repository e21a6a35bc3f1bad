import {invalidValue, notFoundField} from '../../../../../api/field-error.ts'
import type {Container, PodSpec} from '../../../../../api/kinds.ts'
import {isDns1123Label, isRelaxedEnvVarName} from '../../../../../api/names.ts'
import {type Errors, requiredString} from '../../../validation/errors.ts'
import {noBacksteps} from '../../../validation/file-paths.ts'

type EnvVar = NonNullable<Container['env']>[number]
type FileKeyRef = NonNullable<NonNullable<EnvVar['valueFrom']>['fileKeyRef']>

/** Where in a file a variable's value is (KEP-3721). */
export function* validateFileKey(path: string, {key, volumeName, path: file}: FileKeyRef): Errors {
  yield* requiredString(`${path}.key`, key, isRelaxedEnvVarName)
  yield* requiredString(`${path}.volumeName`, volumeName, isDns1123Label)
  yield* requiredString(`${path}.path`, file)
  if (file) yield* noBacksteps(`${path}.path`, file)
}

/** Such files are in volumes of the pod that begin empty. */
export function* validateFileKeyVolumes(path: string, spec: PodSpec): Errors {
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const)
    for (const [index, {env}] of ((spec[list] ?? []) as Container[]).entries())
      for (const [place, {valueFrom}] of (env ?? []).entries()) {
        if (!valueFrom?.fileKeyRef) continue
        const {volumeName} = valueFrom.fileKeyRef
        const at = `${path}.${list}[${index}].env[${place}].valueFrom.fileKeyRef.volumeName`
        const volume = spec.volumes?.find(({name}) => name === volumeName)
        if (!volume) yield notFoundField(at, volumeName)
        else if (!volume.emptyDir) yield invalidValue(at, volumeName, 'referenced volume must be of type emptyDir')
      }
}
