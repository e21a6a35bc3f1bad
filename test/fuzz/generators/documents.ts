import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'
import {weirdText} from './weird.ts'

const laughs = (levels: number, width: number): string =>
  [
    `a0: &a0 [${Array(width).fill('lol').join(',')}]`,
    ...Array.from(
      {length: levels},
      (_, level) => `a${level + 1}: &a${level + 1} [${Array(width).fill(`*a${level}`).join(',')}]`,
    ),
  ].join('\n')

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: y-}\n'
const odd = fc.constantFrom(
  'data: &d {a: *d}',
  'data: {<<: *x}',
  'data: {<<: {a: b}, <<: {c: d}}',
  'data: !!binary "AA=="',
  'data: !!python/object/apply:os.system ["true"]',
  'data: !!set {a, b}',
  'data:\n\ta: b',
  'data: {a: !!js/function "x"}',
  '? [complex, key]\n: value',
  'data: {a: 2026-01-01, b: 0o17, c: 1_000, d: .inf, e: ~, f: yes}',
  'data: |2\n      a',
  'data: >+\n\n\n',
  '---\n---\n...\n',
  '%YAML 1.2\n---\n',
  '%TAG ! tag:x,2000:\n---\n!a b',
  '*undefined',
  '&a &b c',
  '"\\x',
  "'",
  '{',
  '[[[[',
  '__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}',
  'data: {__proto__: a}',
)

const nest = (opening: string, most: number) =>
  fc.integer({min: 10, max: most}).map(depth => `data: ${opening.repeat(depth)}`)
const levels = fc.tuple(fc.integer({min: 2, max: 9}), fc.integer({min: 2, max: 12}))

const fragment = fc.oneof(
  {weight: 20, arbitrary: odd},
  {weight: 8, arbitrary: weirdText},
  {weight: 2, arbitrary: levels.map(([depth, width]) => laughs(depth, width))},
  {weight: 1, arbitrary: fc.oneof(nest('[', 20_000), nest('- ', 2_000), nest('{a: ', 5_000))},
)

/** In UTF-8, in UTF-16, or in bytes that are no text. */
const written = fc.oneof(
  {weight: 8, arbitrary: fc.constant((text: string) => Buffer.from(text))},
  {weight: 1, arbitrary: fc.constant((text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'))},
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({minLength: 1, maxLength: 20})
      .map(bytes => (text: string) => Buffer.concat([bytes, Buffer.from(text)])),
  },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({minLength: 1, maxLength: 20})
      .map(bytes => (text: string) => Buffer.concat([Buffer.from(text), bytes])),
  },
)

/** YAML that laughs, refers to itself, or is none. */
export const yamlBombs: fc.Arbitrary<HostileRequest> = fc
  .tuple(fc.array(fragment, {minLength: 1, maxLength: 3}), fc.boolean(), written)
  .map(([fragments, apply, write]) => ({
    about: 'yaml',
    method: apply ? 'PATCH' : 'POST',
    target: apply ? '/api/v1/namespaces/fuzz/configmaps/there?fieldManager=f' : '/api/v1/namespaces/fuzz/configmaps',
    headers: [['Content-Type', apply ? 'application/apply-patch+yaml' : 'application/yaml']],
    body: write(head + fragments.join('\n')),
  }))

/** JSON that nests deeper than a stack, or repeats itself. */
export const deepJson: fc.Arbitrary<HostileRequest> = fc
  .tuple(
    fc.integer({min: 100, max: 100_000}),
    fc.constantFrom('[', '{"a":', '{"metadata":', '{"spec":[', '{"a":1,"a":'),
    fc.constantFrom(
      'application/json',
      'application/merge-patch+json',
      'application/strategic-merge-patch+json',
      'application/json-patch+json',
      'application/apply-patch+yaml',
    ),
    fc.boolean(),
  )
  .map(([depth, open, type, closed]) => {
    const close = [...open]
      .reverse()
      .map(character => ({'[': ']', '{': '}'})[character] ?? '')
      .join('')
    const patch = type !== 'application/json'
    return {
      about: 'deep',
      method: patch ? 'PATCH' : 'POST',
      target: `/api/v1/namespaces/fuzz/configmaps${patch ? '/there?fieldManager=f' : ''}`,
      headers: [['Content-Type', type]],
      body: Buffer.from(`${open.repeat(depth)}1${closed ? close.repeat(depth) : ''}`),
    }
  })

/** Bytes that call themselves Kubernetes' protobuf. */
export const protobufNoise: fc.Arbitrary<HostileRequest> = fc
  .tuple(
    fc.constantFrom('', 'k8s\0', 'k8s\0\n\x0b\n\x02v1\x12\x05pods', 'k8s\0\n\x0f\n\x02v1\x12\x09ConfigMap\x12'),
    fc.uint8Array({maxLength: 60}),
  )
  .map(([prefix, bytes]) => ({
    about: 'protobuf',
    method: 'POST',
    target: '/api/v1/namespaces/fuzz/configmaps',
    headers: [['Content-Type', 'application/vnd.kubernetes.protobuf']],
    body: Buffer.concat([Buffer.from(prefix, 'latin1'), bytes]),
  }))
