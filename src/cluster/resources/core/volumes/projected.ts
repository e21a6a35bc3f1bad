import {forbiddenField, invalidValue, required} from '../../../../api/field-error.ts'
import type {Volume} from '../../../../api/kinds.ts'
import {type Errors, each} from '../../validation/errors.ts'
import {nonReservedPath} from '../../validation/file-paths.ts'
import {fileMode} from '../../validation/numbers.ts'
import {downwardApiFile} from './downward-api.ts'
import {keyToPath} from './sources.ts'
import {trustBundleSourceErrors} from './trust-bundle-source.ts'

type Projected = NonNullable<Volume['projected']>
type Source = NonNullable<Projected['sources']>[number]
type TokenSource = NonNullable<Source['serviceAccountToken']>

/** Several sources in one directory: every one of one kind, no path twice. */
export function* projected(path: string, source: Projected, {anyTokenPath = false} = {}): Errors {
  yield* fileMode(`${path}.defaultMode`, source.defaultMode)
  const paths = new Set<string>()
  yield* each(`${path}.sources`, source.sources, function* (projection, at) {
    for (const kind of ['secret', 'configMap'] as const) {
      const keys = projection[kind]
      if (keys) yield* projectedKeys(path, `${at}.${kind}`, keys, paths)
    }
    for (const file of projection.downwardAPI?.items ?? []) {
      yield* downwardApiFile(`${at}.downwardAPI`, file)
      yield* uniquePath(path, file.path, file.path, paths)
    }
    if (projection.serviceAccountToken)
      yield* tokenErrors(path, `${at}.serviceAccountToken`, projection.serviceAccountToken, anyTokenPath)
    const bundle = projection.clusterTrustBundle
    if (bundle) {
      yield* trustBundleSourceErrors(`${at}.clusterTrustBundle`, bundle)
      yield* uniquePath(path, bundle.path, bundle.path, paths)
    }
    if (Object.values(projection).filter(Boolean).length > 1)
      yield forbiddenField(at, 'may not specify more than 1 volume type per source')
  })
}

function* projectedKeys(
  path: string,
  at: string,
  {name, items = []}: NonNullable<Source['secret']>,
  paths: Set<string>,
): Errors {
  if (!name) yield required(`${at}.name`)
  for (const [index, item] of items.entries()) {
    yield* keyToPath(item, `${at}.items[${index}]`)
    yield* uniquePath(path, item.path, name ?? '', paths)
  }
}

function* uniquePath(path: string, file: string, named: string, paths: Set<string>): Errors {
  if (!file) return
  if (paths.has(file)) yield invalidValue(path, named, 'conflicting duplicate paths')
  paths.add(file)
}

function* tokenErrors(path: string, at: string, token: TokenSource, anyTokenPath: boolean): Errors {
  const seconds = token.expirationSeconds ?? 0
  if (seconds < 600)
    yield invalidValue(`${at}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes')
  if (seconds > 2 ** 32)
    yield invalidValue(`${at}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds')
  if (!token.path) yield required(`${path}.path`)
  else if (!anyTokenPath) yield* nonReservedPath(`${path}.path`, token.path)
}
