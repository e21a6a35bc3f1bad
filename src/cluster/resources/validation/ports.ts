import {isPortName, isPortNumber} from '../../../api/names.ts'
import {type Errors, invalidBecause} from './errors.ts'

export const protocols = ['SCTP', 'TCP', 'UDP']

/** A port by number or by the name that a container gives it. */
export function* validatePort(path: string, port: string | number | undefined): Errors {
  const value = port ?? 0
  yield* invalidBecause(path, value, typeof value === 'number' ? isPortNumber(value) : isPortName(value))
}

export const validatePortNumber = (path: string, port: number | undefined): Errors =>
  invalidBecause(path, port ?? 0, isPortNumber(port ?? 0))
