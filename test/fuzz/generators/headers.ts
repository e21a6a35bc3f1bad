import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {methods} from './paths.ts'
import {weirdText} from './weird.ts'

const mediaType = fc.oneof(
  fc.constantFrom(
    'application/json',
    'application/json;charset=utf-8',
    'application/json; charset="',
    'application/yaml',
    'application/vnd.kubernetes.protobuf',
    'application/cbor',
    'text/html',
    '*/*',
    'application/*',
    'application/json;as=Table;v=v1;g=meta.k8s.io',
    'application/json;as=Table;v=v9;g=meta.k8s.io',
    'application/json;as=__proto__;v=v1;g=meta.k8s.io',
    'application/json;stream=watch',
    'application/json;q=0',
    ';',
    ',,,',
    'a/b/c',
  ),
  weirdText,
)
const name = fc.constantFrom(
  'Accept',
  'Accept-Encoding',
  'Content-Type',
  'Content-Encoding',
  'Impersonate-User',
  'Impersonate-Group',
  'Impersonate-Uid',
  'Impersonate-Extra-__proto__',
  'Impersonate-Extra-%zz',
  'X-Remote-User',
  'X-Remote-Group',
  'Audit-ID',
  'User-Agent',
  'If-None-Match',
  'Upgrade',
  'Sec-WebSocket-Protocol',
  'Expect',
  'Range',
  '__proto__',
  'constructor',
)
const value = fc.oneof(mediaType, weirdText, fc.constant('x'.repeat(9000)))
const target = fc.constantFrom(
  '/api/v1/namespaces/fuzz/configmaps',
  '/api/v1/namespaces/fuzz/configmaps/there',
  '/apis',
  '/openapi/v3',
  '/version',
  '/readyz',
  '/metrics',
  '/api/v1/namespaces/fuzz/pods/absent/exec?command=x',
)

/** Sound requests with headers that are not. */
export const oddHeaders: fc.Arbitrary<HostileRequest> = fc
  .record({
    method: methods.filter(method => method !== 'DELETE'),
    target,
    headers: fc.array(fc.tuple(name, value), {minLength: 1, maxLength: 5}),
    body: fc.option(
      fc.constant(Buffer.from('{"apiVersion":"v1","kind":"ConfigMap","metadata":{"generateName":"h-"}}')),
      {nil: undefined},
    ),
  })
  .map(request => ({
    ...request,
    about: 'header',
    headers: request.headers.map(([key, text]): [string, string] => [key, text.replace(/[^\x20-\x7e]/g, '')]),
  }))
