import {duplicate, invalidValue, required} from '../../../../api/field-error.ts'
import {emptyError, isDns1035Label, isDns1123Subdomain, isQualifiedName, regexError} from '../../../../api/names.ts'
import {type Errors, invalidBecause} from '../../validation/errors.ts'

interface ServerStorageVersion {
  apiServerID?: string
  encodingVersion?: string
  decodableVersions?: string[]
  servedVersions?: string[]
}

export interface StorageVersionStatus {
  storageVersions?: ServerStorageVersion[]
  commonEncodingVersion?: string
  conditions?: {type?: string; status?: string; reason?: string; message?: string}[]
}

/** What servers say of the versions in which they store a kind. */
export function* statusErrors(status: StorageVersionStatus): Errors {
  const {storageVersions = [], conditions = []} = status
  const servers = new Set<string>()
  for (const [index, server] of storageVersions.entries()) {
    const {apiServerID = ''} = server
    const path = `status.storageVersions[${index}]`
    if (servers.has(apiServerID)) yield duplicate(`${path}.apiServerID`, apiServerID)
    servers.add(apiServerID)
    yield* serverErrors(path, server)
  }
  yield* commonVersionErrors(status)
  yield* conditionErrors(conditions)
}

function* serverErrors(path: string, server: ServerStorageVersion): Errors {
  const {apiServerID = '', encodingVersion = '', decodableVersions, servedVersions = []} = server
  const decodable = decodableVersions ?? []
  yield* invalidBecause(`${path}.apiServerID`, apiServerID, isDns1123Subdomain(apiServerID))
  yield* wrongVersion(`${path}.encodingVersion`, encodingVersion)
  for (const [index, version] of decodable.entries())
    yield* wrongVersion(`${path}.decodableVersions[${index}]`, version)
  if (!decodable.includes(encodingVersion))
    yield invalidValue(
      `${path}.decodableVersions`,
      decodableVersions ?? null,
      `decodableVersions must include encodingVersion ${encodingVersion}`,
    )
  for (const [index, version] of servedVersions.entries()) {
    const at = `${path}.servedVersions[${index}]`
    yield* wrongVersion(at, version)
    if (!decodable.includes(version))
      yield invalidValue(
        at,
        version,
        `individual served version : ${version} must be included in decodableVersions : [${decodable.join(' ')}]`,
      )
  }
}

function* wrongVersion(path: string, apiVersion: string): Errors {
  const messages = versionProblems(apiVersion)
  if (messages.length > 0) yield invalidValue(path, apiVersion, messages.join(','))
}

function versionProblems(apiVersion: string): string[] {
  const parts = apiVersion.split('/')
  if (parts.length > 2)
    return [
      `an apiVersion is ${regexError(label, '[a-z]([-a-z0-9]*[a-z0-9])?', 'my-name', 'abc-123')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyVersion')`,
    ]
  const [version = '', group] = parts.reverse()
  return [
    ...(group === undefined ? [] : partProblems('group part: ', group, isDns1123Subdomain)),
    ...partProblems('version part: ', version, isDns1035Label),
  ]
}

const label =
  "a DNS-1035 label, which must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"

const partProblems = (prefix: string, part: string, check: (value: string) => string[]): string[] =>
  (part === '' ? [emptyError] : check(part)).map(message => prefix + message)

function* commonVersionErrors({storageVersions = [], commonEncodingVersion: said}: StorageVersionStatus): Errors {
  const versions = new Set(storageVersions.map(({encodingVersion = ''}) => encodingVersion))
  const [common] = versions.size === 1 ? versions : []
  if (common === said) return
  const path = 'status.commonEncodingVersion'
  if (common === undefined)
    yield invalidValue(
      path,
      said,
      'should be nil if servers do not agree on the same encoding version, or if there is no server reporting the supported versions yet',
    )
  else if (said === undefined) yield invalidValue(path, null, `the common encoding version is ${common}`)
  else yield invalidValue(path, said, `the actual common encoding version is ${common}`)
}

function* conditionErrors(conditions: NonNullable<StorageVersionStatus['conditions']>): Errors {
  const seen = new Map<string, number>()
  for (const [index, {type = '', status = '', reason, message}] of conditions.entries()) {
    const path = `status[${index}]`
    const before = seen.get(type)
    if (before !== undefined)
      yield invalidValue(
        `${path}.type`,
        type,
        `the type of the condition is not unique, it also appears in conditions[${before}]`,
      )
    seen.set(type, index)
    yield* invalidBecause(`${path}.type`, type, isQualifiedName(type))
    yield* invalidBecause(`${path}.status`, status, isQualifiedName(status))
    if (!reason) yield required(`${path}.reason`)
    if (!message) yield required(`${path}.message`)
  }
}
