import {invalidValue, required, tooLong} from '../../../../api/field-error.ts'
import {validateCsiDriverName} from '../../core/volumes/csi.ts'
import type {Errors} from '../../validation/errors.ts'

export interface DeviceConfiguration {
  opaque?: {driver?: string; parameters?: unknown}
}

const longestParameters = 10 * 1024

/** Parameters that only a driver understands. */
export function* configurationErrors(path: string, {opaque}: DeviceConfiguration): Errors {
  if (!opaque) {
    yield required(`${path}.opaque`)
    return
  }
  yield* validateCsiDriverName(`${path}.opaque.driver`, opaque.driver)
  yield* rawObjectErrors(`${path}.opaque.parameters`, opaque.parameters, longestParameters)
}

/** JSON of the client's own, which must be an object. */
export function* rawObjectErrors(path: string, value: unknown, longest: number): Errors {
  if (value === undefined || value === null) yield required(path)
  else if (JSON.stringify(value).length > longest) yield tooLong(path, longest)
  else if (typeof value !== 'object' || Array.isArray(value))
    yield invalidValue(path, '<value omitted>', 'must be a valid JSON object')
}
