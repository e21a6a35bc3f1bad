import {invalidValue} from '../../../api/field-error.ts'
import type {Errors} from './errors.ts'

export const hasBacksteps = (path: string): boolean => path.split('/').includes('..')

export function* noBacksteps(path: string, value: string): Errors {
  if (hasBacksteps(value)) yield invalidValue(path, value, "must not contain '..'")
}

/** A relative path that does not leave the directory it starts from. */
export function* descendingPath(path: string, value: string): Errors {
  if (value.startsWith('/')) yield invalidValue(path, value, 'must be a relative path')
  yield* noBacksteps(path, value)
}

/** Such a path in a volume whose own files begin with two dots. */
export function* nonReservedPath(path: string, value: string): Errors {
  yield* descendingPath(path, value)
  if (value.startsWith('..') && !value.startsWith('../')) yield invalidValue(path, value, "must not start with '..'")
}
