import {parseBool} from '../../../api/go/parse-bool.ts'
import type {ResourceDefinition} from '../../resources/define-resource.ts'
import {isGroupRegistered, isVersionRegistered} from './group-versions.ts'

/** Whether a kind is served, given whether it is by default. */
export type Served = (definition: ResourceDefinition, byDefault: boolean) => boolean

const stages: Record<string, RegExp> = {
  'api/all': /^/,
  'api/ga': /^v\d+$/,
  'api/beta': /^v\d+beta\d+$/,
  'api/alpha': /^v\d+alpha\d+$/,
}

/** Reads --runtime-config, `apps/v1=false,api/beta=true`; throws in kube-apiserver's words. Resources come before versions, these before stages. */
export function parseRuntimeConfig(text: string): Served {
  const given = new Map(text.split(',').filter(Boolean).map(pair))
  refuseUnknownGroups(given)
  const ofStages = Object.entries(stages).flatMap(([key, pattern]) => {
    const value = given.get(key)
    if (value === undefined) return []
    if (value !== 'true' && value !== 'false') throw new Error(`invalid value ${key}=${value}`)
    return [{pattern, on: value === 'true'}]
  })
  const exact = new Map<string, boolean>()
  for (const [key, value] of given) if (!Object.hasOwn(stages, key)) exact.set(key.replace(/^\//, ''), read(key, value))
  return ({group, version, plural}, byDefault) => {
    const groupVersion = group ? `${group}/${version}` : version
    const own = exact.get(`${groupVersion}/${plural}`) ?? exact.get(groupVersion)
    if (own !== undefined) return own
    return ofStages.filter(({pattern}) => pattern.test(version)).at(-1)?.on ?? byDefault
  }
}

function pair(part: string): [string, string] {
  const [key = '', ...value] = part.split('=')
  return [key.trim().replace(coreVersion, '/v1'), value.join('=').trim()]
}

/** The core group has no name: its version is written `v1`, `api/v1` or `/v1`. */
const coreVersion = /^(api\/)?v1(?=\/|$)/

function refuseUnknownGroups(given: ReadonlyMap<string, string>): void {
  if (given.size === 1 && given.get('api/all') === 'false') throw new Error('invalid key with only api/all=false')
  const unknown: string[] = []
  for (const key of given.keys()) {
    if (Object.hasOwn(stages, key)) continue
    const parts = key.split('/')
    if (parts.length !== 2 && parts.length !== 3) throw new Error(`runtime-config invalid key ${key}`)
    const [group = ''] = parts
    if (!isGroupRegistered(group)) unknown.push(group)
  }
  if (unknown.length > 0) throw new Error(`unknown api groups ${unknown.join(',')}`)
}

function read(key: string, value: string): boolean {
  const [group = '', version = '', plural = ''] = key.split('/')
  if (!isVersionRegistered(group, version))
    throw new Error(`group version ${group}/${version} that has not been registered`)
  if (plural !== plural.toLowerCase())
    throw new Error(
      `invalid key ${key}: group/version/resource and resource is always lowercase plural, not ${JSON.stringify(plural)}`,
    )
  if (value === '') return true
  try {
    return parseBool(value)
  } catch (error) {
    throw new Error(`invalid value of ${key}: ${value}, err: ${(error as Error).message}`)
  }
}
