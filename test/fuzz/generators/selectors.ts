import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {encodeSafely} from './paths.ts'
import {prototypeKeys, weirdText, weirdValue} from './weird.ts'

const word = fc.oneof(
  fc.constantFrom(
    'app',
    'in',
    'notin',
    '(',
    ')',
    ',',
    '=',
    '==',
    '!=',
    '!',
    '<',
    '>',
    'x',
    '1',
    '\\',
    'a/b',
    'a/b/c',
    ' ',
  ),
  fc.constantFrom('metadata.name', 'metadata.namespace', 'spec.nodeName', 'status.phase', 'type'),
  fc.constantFrom(...prototypeKeys),
  weirdText,
)
const selector = fc.array(word, {maxLength: 9}).map(words => words.join(''))
const lists = fc.constantFrom(
  '/api/v1/namespaces/fuzz/pods',
  '/api/v1/namespaces/fuzz/secrets',
  '/apis/apps/v1/deployments',
  '/apis/fuzz.example.com/v1/widgets',
  '/api/v1/events',
)

const selected = fc
  .tuple(lists, fc.constantFrom('labelSelector', 'fieldSelector'), selector, fc.boolean())
  .map(
    ([path, name, value, watch]) => `${path}?${name}=${encodeSafely(value)}${watch ? '&watch=1&timeoutSeconds=1' : ''}`,
  )

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')
const token = fc.oneof(
  weirdText,
  weirdValue.map(base64url),
  fc
    .record({
      v: fc.oneof(fc.constant('meta.k8s.io/v1'), weirdText),
      rv: fc.oneof(fc.constantFrom(-1, 0, 1, 2 ** 53, 2 ** 63), weirdValue),
      start: fc.oneof(fc.constantFrom('fuzz/a\0', '../../secrets/kept/', '', '/', '\0', 'fuzz/./a'), weirdText),
    })
    .map(base64url),
)
const continued = fc
  .tuple(lists, token, fc.constantFrom('', '&limit=2', '&limit=-5', '&resourceVersion=1'))
  .map(([path, value, rest]) => `${path}?continue=${encodeSafely(value)}${rest}`)

/** Lists and watches whose selectors and continue tokens nobody made. */
export const oddLists: fc.Arbitrary<HostileRequest> = fc.oneof(selected, continued).map(target => ({
  about: 'selector',
  method: 'GET',
  target,
  headers: [],
}))
