import type {JsonObject} from '../../../../src/api/object.ts'
import {encodeProtobuf} from '../../../../src/api/protobuf/encode.ts'
import type {Step} from '../compare-sequences.ts'
import {
  accept,
  configMap,
  deployment,
  deployments,
  get,
  maps,
  pod,
  pods,
  post,
  put,
  remove,
  send,
  setup,
} from './step.ts'

const protobuf = {'content-type': 'application/vnd.kubernetes.protobuf'}
const yaml = {'content-type': 'application/yaml'}
const wire = (object: object) => Buffer.from(encodeProtobuf(object as JsonObject))
const words = [
  'plain',
  'ünïcödé',
  '漢字',
  '😀',
  '\u0000',
  '\u007f',
  '\u0085',
  '\u2028\u2029',
  '\ufeff',
  '\ufffd',
  '<b>&amp;</b>',
  '"\\/',
  '\t\n\r\b\f\v',
  '',
]
const long = [52, 63, 64, 253, 254, 300]
const broken = [
  Buffer.from('k8s\0\n'),
  Buffer.from('k8s\0\n\x05\n\x02v1'),
  Buffer.from('k8s\0\x0a\x0f\x0a\x02v1\x12\x09ConfigMap'),
  Buffer.from('k8s\0\x0a\x0f\x0a\x02v1\x12\x09ConfigMap\x12\x00'),
  Buffer.from('k8s\0\x0a\x0c\x0a\x02v1\x12\x06Secret\x12\x00'),
  Buffer.from('k8s\0\x0a\x0c\x0a\x02v1\x12\x06Nosuch\x12\x00'),
  Buffer.from('k8s'),
  Buffer.from('K8S\0'),
]

/** The same in other forms: protobuf and YAML bodies, odd letters, long names, great sizes, compression. */
export const forms: Step[] = [
  setup(post(maps, configMap('one', {a: 'b'}))),
  ...words.flatMap((word, index) => [
    post(`${maps}?dryRun=All`, configMap('w', {a: word})),
    post(`${maps}?dryRun=All`, configMap('w', {[word]: 'a'})),
    post(`${maps}?dryRun=All`, configMap('w', undefined, {annotations: {a: word}})),
    post(`${maps}?dryRun=All`, configMap('w', undefined, {labels: {a: word}})),
    post(`${maps}?dryRun=All`, configMap(word)),
    post(`${maps}?dryRun=All`, configMap('w', undefined, {finalizers: [word]})),
    post(maps, configMap(`word-${index}`, {a: word})),
    accept(`${maps}/word-${index}`, 'application/yaml'),
    ...(word ? named(encodeURIComponent(word)) : []),
    get(`${maps}?labelSelector=${encodeURIComponent(word)}&limit=1`),
    post(`${maps}?dryRun=All&fieldManager=${encodeURIComponent(word)}`, configMap('w')),
  ]),
  ...long.flatMap(length => [
    post(`${maps}?dryRun=All`, configMap('n'.repeat(length))),
    post(`${maps}?dryRun=All`, configMap('w', undefined, {labels: {['l'.repeat(length)]: 'a'}})),
    post(`${maps}?dryRun=All`, configMap('w', undefined, {labels: {a: 'v'.repeat(length)}})),
    post(`${maps}?dryRun=All`, configMap('w', {['k'.repeat(length)]: 'a'})),
    post(`${pods}?dryRun=All`, pod('p'.repeat(length))),
    post(`${deployments}?dryRun=All`, deployment('d'.repeat(length))),
    get(`${maps}/${'n'.repeat(length)}`),
    post('/api/v1/namespaces?dryRun=All', {metadata: {name: 'n'.repeat(length)}}),
  ]),
  ...broken.flatMap(body => [
    post(`${maps}?dryRun=All`, body, protobuf),
    put(`${maps}/one?dryRun=All`, body, protobuf),
  ]),
  ...[configMap('proto', {a: 'b'}), configMap('proto', undefined, {labels: {a: 'b'}})].flatMap(object => [
    post(`${maps}?dryRun=All&fieldManager=m`, wire(object), protobuf),
    post(`${pods}?dryRun=All&fieldManager=m`, wire(object), protobuf),
    put(`${maps}/one?dryRun=All&fieldManager=m`, wire(object), protobuf),
    put(`${maps}/proto?dryRun=All&fieldManager=m`, wire(object), protobuf),
  ]),
  post(`${pods}?dryRun=All&fieldManager=m`, wire(pod('proto')), protobuf),
  post(`${deployments}?dryRun=All&fieldManager=m`, wire(deployment('proto')), protobuf),
  post(`${deployments}?dryRun=All&fieldManager=m`, wire(deployment('proto', {replicas: -1})), protobuf),
  remove(`${maps}/one`, wire({apiVersion: 'v1', kind: 'DeleteOptions', dryRun: ['All']}), protobuf),
  remove(`${maps}/one`, wire({apiVersion: 'v1', kind: 'DeleteOptions', dryRun: ['Nosuch']}), protobuf),
  remove(`${maps}/one?dryRun=All`, Buffer.from('x'), protobuf),
  remove(`${maps}/one`, 'apiVersion: v1\nkind: DeleteOptions\ndryRun: [All]\n', yaml),
  remove(`${maps}/one`, 'apiVersion: v1\nkind: DeleteOptions\ndryRun: [Nosuch]\n', yaml),
  remove(`${maps}/one?dryRun=All`, 'a: b: c', yaml),
  remove(`${maps}/one?dryRun=All`, '{}', {'content-type': 'text/plain'}),
  put(`${maps}/one?dryRun=All`, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: one}\ndata: {a: c}\n', yaml),
  send('PATCH', `${maps}/one?dryRun=All`, 'data: {a: c}', {'content-type': 'application/merge-patch+json'}),
  send('PATCH', `${maps}/one?dryRun=All`, wire(configMap('one')), protobuf),
  ...[900_000, 1_048_576, 1_048_577, 1_600_000, 3_145_000, 3_145_728, 3_300_000].flatMap(size => [
    post(`${maps}?dryRun=All`, configMap('big', {a: 'x'.repeat(size)})),
    post(maps, configMap(`big-${size}`, {a: 'x'.repeat(size)})),
    put(`${maps}/one?dryRun=All`, configMap('one', {a: 'x'.repeat(size)})),
    send(
      'PATCH',
      `${maps}/one?dryRun=All`,
      {data: {a: 'x'.repeat(size)}},
      {'content-type': 'application/merge-patch+json'},
    ),
    remove(`${maps}/one?dryRun=All`, {apiVersion: 'v1', kind: 'DeleteOptions', dryRun: ['All'], x: 'x'.repeat(size)}),
  ]),
  {...post(`${maps}?dryRun=All`, configMap('big', {a: 'x'.repeat(1000)})), gzip: true},
  {...put(`${maps}/one?dryRun=All`, configMap('one', {a: 'x'.repeat(1000)})), gzip: true},
  ...[300_000, 100_000].flatMap(size => [
    setup(post(maps, configMap(`zip-${size}`, {a: 'x'.repeat(size)}))),
    ...['gzip', 'gzip;q=0', 'deflate', 'br, gzip', '*', 'GZIP', 'identity'].map(encoding =>
      send('HEAD', `${maps}/zip-${size}`, undefined, {'accept-encoding': encoding}),
    ),
  ]),
]

/** What is asked of a name in a path. */
function named(word: string): Step[] {
  return [
    get(`${maps}/${word}`),
    remove(`${maps}/${word}/x`),
    get(`/api/v1/namespaces/${word}/configmaps?labelSelector=none`),
    get(`/api/v1/namespaces/${word}`),
  ]
}
