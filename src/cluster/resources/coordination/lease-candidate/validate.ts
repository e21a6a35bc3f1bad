import {invalidValue, notSupported, required} from '../../../../api/field-error.ts'
import {isQualifiedName} from '../../../../api/names.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'
import {compareVersions, parseVersion, type SemanticVersion} from '../../validation/semantic-version.ts'

export interface LeaseCandidateSpec {
  leaseName?: string
  binaryVersion?: string
  emulationVersion?: string
  strategy?: string
}

const oldest = 'OldestEmulationVersion'

/** Who could be a leader: whose program is of no less a version than it emulates. */
export function* candidateErrors(spec: LeaseCandidateSpec): Errors {
  const {leaseName, binaryVersion, emulationVersion, strategy} = spec
  if (!leaseName) yield required('spec.leaseName')
  const emulated = emulationVersion ? parseVersion(emulationVersion) : undefined
  if (emulationVersion && !emulated) yield invalidValue('spec.emulationVersion', emulationVersion, mustBeVersion)
  const binary = binaryVersion ? parseVersion(binaryVersion) : undefined
  if (!binaryVersion) yield required('spec.binaryVersion')
  else if (!binary) yield invalidValue('spec.binaryVersion', binaryVersion, mustBeVersion)
  if (binaryVersion && emulationVersion && compareVersions(binary ?? zero, emulated ?? zero) < 0)
    yield invalidValue('spec.binaryVersion', binaryVersion, 'must be greater than or equal to `emulationVersion`')
  if (!strategy) {
    yield required('spec.strategy')
    return
  }
  if (strategy === oldest && compareVersions(emulated ?? zero, zero) === 0)
    yield required('spec.emulationVersion', `must be specified when \`strategy\` is '${oldest}'`)
  // The field's name stands twice in a real server's errors.
  if (strategy.includes('/')) yield* invalidBecause('spec.strategy.strategy', strategy, isQualifiedName(strategy))
  else if (strategy !== oldest) yield notSupported('spec.strategy.strategy', strategy, [oldest])
}

const mustBeVersion = 'must be a valid semantic version'
const zero: SemanticVersion = {numbers: [0, 0, 0], release: []}
