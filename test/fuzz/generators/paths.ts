import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {prototypeKeys, weirdText} from './weird.ts'

const segment = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom(
      'api',
      'apis',
      'v1',
      'namespaces',
      'default',
      'fuzz',
      'kept',
      'pods',
      'nodes',
      'secrets',
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'apps',
      'deployments',
      'batch',
      'jobs',
      'rbac.authorization.k8s.io',
      'clusterroles',
      'watch',
      'proxy',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'status',
      'scale',
      'log',
      'exec',
      'eviction',
      'binding',
      'token',
      'finalize',
      'approval',
    ),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'openapi',
      'v2',
      'v3',
      'healthz',
      'livez',
      'readyz',
      'metrics',
      'version',
      'slis',
      'logs',
      'debug',
    ),
  },
  {weight: 2, arbitrary: fc.constantFrom(...prototypeKeys)},
  {weight: 2, arbitrary: fc.constantFrom('', '.', '..', '%2e%2e', '%2f', '%', '%zz', '%00', '%ff', '%c0%af', ';', '*')},
  {weight: 2, arbitrary: weirdText.map(encodeSafely)},
)

const knownPath = fc.constantFrom(
  '/api/v1/namespaces/fuzz/pods',
  '/api/v1/namespaces/fuzz/configmaps/there',
  '/apis/apps/v1/namespaces/fuzz/deployments',
  '/api/v1/nodes',
  '/api/v1/componentstatuses',
  '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  '/openapi/v3/apis/apps/v1',
)

export const methods = fc.oneof(
  {weight: 8, arbitrary: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE')},
  {weight: 1, arbitrary: fc.constantFrom('HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'MKCOL', 'LINK')},
)

const names = fc.oneof(
  fc.constantFrom('limit', 'continue', 'resourceVersion', 'resourceVersionMatch', 'timeoutSeconds', 'timeout', 'watch'),
  fc.constantFrom(
    'fieldSelector',
    'labelSelector',
    'dryRun',
    'fieldManager',
    'fieldValidation',
    'force',
    'pretty',
    'includeObject',
  ),
  fc.constantFrom(
    'sendInitialEvents',
    'allowWatchBookmarks',
    'propagationPolicy',
    'gracePeriodSeconds',
    'orphanDependents',
    'exclude',
  ),
  fc.constantFrom(...prototypeKeys),
)
const values = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '-1',
    'true',
    'false',
    'All',
    'Exact',
    'NotOlderThan',
    '9223372036854775808',
    '1s',
    '5m',
    'x',
    '',
  ),
  weirdText,
)

/** `?a=b&…`, or nothing. */
export const query = fc
  .array(fc.tuple(names, values), {maxLength: 4})
  .map(pairs =>
    pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${encodeSafely(value)}`).join('&')}`,
  )

/** Paths that lead nowhere, or elsewhere than they seem to. */
export const strangePaths: fc.Arbitrary<HostileRequest> = fc
  .record({
    about: fc.constant('path'),
    method: methods,
    target: fc
      .tuple(
        fc.oneof(
          fc.array(segment, {maxLength: 9}).map(parts => `/${parts.join('/')}`),
          knownPath,
        ),
        query,
      )
      .map(parts => parts.join('')),
    headers: fc.constant<[string, string][]>([]),
    body: fc.option(fc.constant(Buffer.from('{}')), {nil: undefined}),
  })
  .map(request => ({...request, target: inTheOpen(request)}))

/** Deleting whole collections of the system's own is no malformed request: it is obeyed. */
function inTheOpen({method, target}: {method: string; target: string}): string {
  return method === 'DELETE' ? `${target}${target.includes('?') ? '&' : '?'}dryRun=All` : target
}

/** Percent-encoded where a request line could not hold it; lone surrogates as they come. */
export function encodeSafely(text: string): string {
  return [...Buffer.from(text)]
    .map(byte =>
      /[A-Za-z0-9._~=,!()*:@$'-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('')
}
