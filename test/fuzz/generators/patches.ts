import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {query} from './paths.ts'
import {objectOf, prototypeKeys, weirdText, weirdValue} from './weird.ts'

const targets = fc.constantFrom(
  '/api/v1/namespaces/fuzz/configmaps/there',
  '/apis/apps/v1/namespaces/fuzz/deployments/there',
  '/apis/apps/v1/namespaces/fuzz/deployments/there/scale',
  '/apis/apps/v1/namespaces/fuzz/deployments/there/status',
  '/apis/fuzz.example.com/v1/namespaces/fuzz/widgets/there',
  '/api/v1/namespaces/fuzz/services/there',
  '/api/v1/namespaces/fuzz/configmaps/absent',
)

const pointer = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'metadata',
        'spec',
        'data',
        'labels',
        'annotations',
        'template',
        'containers',
        '0',
        '-',
        '-1',
        '1e3',
        '~',
        '~2',
        '',
      ),
      fc.constantFrom(...prototypeKeys),
      weirdText,
    ),
    {maxLength: 5},
  )
  .map(parts => parts.map(part => `/${part}`).join(''))

const operation = fc.record(
  {
    op: fc.oneof(fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'), weirdText),
    path: pointer,
    from: pointer,
    value: weirdValue,
  },
  {requiredKeys: []},
)

const directive = fc.tuple(
  fc.constantFrom(
    '$patch',
    '$retainKeys',
    '$setElementOrder/containers',
    '$deleteFromPrimitiveList/finalizers',
    '$setElementOrder/ports',
  ),
  fc.oneof(fc.constantFrom('delete', 'replace', 'merge', 'retainKeys'), weirdValue),
)
const field = fc.tuple(
  fc.constantFrom('metadata', 'spec', 'data', 'status', 'kind', 'apiVersion', '__proto__', 'constructor'),
  weirdValue,
)
const nested = fc
  .tuple(
    fc.constantFrom('spec', 'metadata', 'data'),
    fc.array(fc.oneof(directive, field), {maxLength: 4}).map(objectOf),
  )
  .map(([name, value]) => objectOf([[name, value]]))
const partial = fc.oneof(weirdValue, nested, fc.array(fc.oneof(directive, field), {maxLength: 4}).map(objectOf))

const written = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))
const bodies = fc.oneof(
  fc.record({
    type: fc.constant('application/json-patch+json'),
    body: fc.oneof(fc.array(operation, {maxLength: 5}), weirdValue).map(written),
  }),
  fc.record({type: fc.constant('application/merge-patch+json'), body: partial.map(written)}),
  fc.record({type: fc.constant('application/strategic-merge-patch+json'), body: partial.map(written)}),
  fc.record({
    type: fc.constant('application/apply-patch+yaml'),
    body: fc
      .oneof(
        partial,
        fc
          .array(field, {maxLength: 3})
          .map(fields => objectOf([['apiVersion', 'v1'], ['kind', 'ConfigMap'], ...fields])),
      )
      .map(written),
  }),
  fc.record({type: weirdText.map(text => text.replace(/[^\x20-\x7e]/g, '')), body: partial.map(written)}),
)

/** Patches in every language, to objects that are there and others. */
export const brokenPatches: fc.Arbitrary<HostileRequest> = fc
  .tuple(targets, bodies, query)
  .map(([target, {type, body}, parameters]) => ({
    about: 'patch',
    method: 'PATCH',
    target: `${target}${parameters}${type.includes('apply') && !parameters.includes('fieldManager') ? `${parameters ? '&' : '?'}fieldManager=f` : ''}`,
    headers: [['Content-Type', type]],
    body,
  }))
