import {forbiddenField, notSupported} from '../../../../api/field-error.ts'
import type {Errors} from '../../validation/errors.ts'

const supported = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod']

/** How a volume may be mounted; by one pod alone or in the other ways, not both. */
export function* validateAccessModes(path: string, modes: readonly string[] | undefined): Errors {
  for (const mode of modes ?? []) if (!supported.includes(mode)) yield notSupported(path, mode, supported)
  const others = (modes ?? []).some(mode => mode !== 'ReadWriteOncePod' && supported.includes(mode))
  if (modes?.includes('ReadWriteOncePod') && others)
    yield forbiddenField(path, 'may not use ReadWriteOncePod with other access modes')
}
