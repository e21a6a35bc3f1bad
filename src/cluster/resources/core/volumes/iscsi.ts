import {invalidValue, required} from '../../../../api/field-error.ts'
import type {PersistentVolume, Volume} from '../../../../api/kinds.ts'
import type {Errors} from '../../validation/errors.ts'
import {inclusiveRange} from '../../validation/numbers.ts'

type Iscsi = NonNullable<Volume['iscsi']>
type PersistentIscsi = NonNullable<NonNullable<PersistentVolume['spec']>['iscsi']>

const formats: Record<string, RegExp> = {
  iqn: /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9\-.]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[a-zA-Z0-9]{16}$/,
  naa: /^naa.[a-zA-Z0-9]{32}$/,
}

const tooLong =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.'

export function* iscsi(path: string, source: Iscsi): Errors {
  if (!source.targetPortal) yield required(`${path}.targetPortal`)
  yield* qualifiedName(path, source.iqn, 'must be valid format starting with iqn, eui, or naa')
  yield* lunAndSecret(path, source)
  yield* initiator(path, source.initiatorName, 'must be valid format starting with iqn, eui, or naa')
}

export function* persistentIscsi(path: string, source: PersistentIscsi, name: string): Errors {
  if (!source.targetPortal) yield required(`${path}.targetPortal`)
  if (source.initiatorName !== undefined && `${name}:${source.targetPortal}`.length > 64)
    yield invalidValue(`${path}.targetportal`, source.targetPortal, tooLong)
  yield* qualifiedName(path, source.iqn, 'must be valid format')
  yield* lunAndSecret(path, source)
  if (source.secretRef && !source.secretRef.name) yield required(`${path}.secretRef.name`)
  yield* initiator(path, source.initiatorName, 'must be valid format')
}

/** The part of the rule that needs the volume's name. */
export function* iscsiNameLength(path: string, source: Iscsi, name: string): Errors {
  if (source.initiatorName !== undefined && `${name}:${source.targetPortal}`.length > 64)
    yield invalidValue(`${path}.name`, name, tooLong)
}

function* qualifiedName(path: string, iqn: string | undefined, unknown: string): Errors {
  if (!iqn) yield required(`${path}.iqn`)
  else yield* formatted(`${path}.iqn`, iqn, unknown)
}

function* initiator(path: string, name: string | undefined, unknown: string): Errors {
  if (name !== undefined) yield* formatted(`${path}.initiatorname`, name, unknown)
}

function* formatted(path: string, value: string, unknown: string): Errors {
  const format = formats[value.slice(0, 3)]
  if (!format) yield invalidValue(path, value, unknown)
  else if (!format.test(value)) yield invalidValue(path, value, 'must be valid format')
}

function* lunAndSecret(
  path: string,
  source: Pick<Iscsi, 'lun' | 'chapAuthDiscovery' | 'chapAuthSession'> & {secretRef?: object},
): Errors {
  if (source.lun < 0 || source.lun > 255) yield invalidValue(`${path}.lun`, source.lun, inclusiveRange(0, 255))
  if ((source.chapAuthDiscovery || source.chapAuthSession) && !source.secretRef) yield required(`${path}.secretRef`)
}
