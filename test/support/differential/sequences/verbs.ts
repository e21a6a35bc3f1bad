import type {Sequence, Step} from '../compare-sequences.ts'
import {type Body, type Original, originals} from '../objects.ts'
import {accept, apply, get, jsonPatch, mergePatch, post, put, remove, send, setup, strategicPatch} from './step.ts'

const table = 'application/json;as=Table;g=meta.k8s.io;v=v1'
const partial = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'
const partialList = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1'

/** An object's whole life, for every kind that is stored. */
export const verbs = (): Sequence[] =>
  originals()
    .filter(({own, body}) => own && !(body.apiVersion === 'v1' && body.kind === 'Namespace'))
    .map(original => ({
      name: `${original.title.replaceAll(/[^\w]+/g, '-').toLowerCase()}`,
      steps: life(original).map(step => (kept.has(String(original.body.kind)) ? {...step, pause: 400} : step)),
    }))

/** Kinds whose status the API server itself keeps: both are to have done so. */
const kept = new Set(['FlowSchema', 'PriorityLevelConfiguration', 'APIService', 'CustomResourceDefinition'])

function life(original: Original): Step[] {
  const {path: place, hasStatus} = original
  const path = place.replace('/namespaces/differential/', '/namespaces/$NS/')
  const chosen = `labelSelector=seq%3D1`
  const {status, ...rest} = original.body
  const body = {
    ...rest,
    metadata: {...rest.metadata, ...(rest.metadata?.['namespace'] && {namespace: '$NS'}), labels: {seq: '1'}},
  } as Body
  const name = String(body.metadata!['name'])
  const own = `${path}/${name}`
  const named = (other: string, more: object = {}): object => ({
    ...body,
    metadata: {...body.metadata, name: other, ...more},
  })
  const meta = (more: object, top: object = {}) => ({
    apiVersion: body.apiVersion,
    kind: body.kind,
    metadata: {name, ...more},
    ...top,
  })
  return [
    setup(send('DELETE', `${own}?gracePeriodSeconds=0`)),
    post(`${path}?fieldManager=creator`, body),
    post(path, body),
    get(own),
    get(`${path}/none`),
    accept(own, partial),
    accept(own, table),
    accept(own, 'application/yaml'),
    get(`${own}?pretty=true`),
    put(`${own}?fieldManager=updater`, named(name, {annotations: {a: 'b'}})),
    put(`${own}?fieldManager=updater`, named(name, {annotations: {a: 'b'}})),
    put(own, named(name, {resourceVersion: '1'})),
    put(`${path}/two`, body),
    put(`${path}/none`, named('none')),
    put(own, named(name, {uid: 'ffffffff-0000-0000-0000-000000000000'})),
    put(own, named(name, {resourceVersion: 'abc'})),
    put(`${own}?dryRun=All`, named(name, {annotations: {dry: 'run'}})),
    ...(hasStatus
      ? [
          ...(status === undefined
            ? []
            : [
                mergePatch(`${own}/status?fieldManager=keeper`, {status}),
                apply(`${own}/status?fieldManager=ap&force=true`, meta({}, {status})),
              ]),
          get(`${own}/status`),
          mergePatch(`${own}/status?fieldManager=keeper`, {
            metadata: {annotations: {x: 'y'}, labels: {seq: '2'}},
            status: {},
          }),
          mergePatch(`${own}/status?fieldManager=keeper`, {spec: null, status: null}),
          strategicPatch(`${own}/status?fieldManager=keeper`, {status: {nosuch: 1}}),
          jsonPatch(`${own}/status?fieldManager=keeper`, [{op: 'remove', path: '/status'}]),
          put(`${own}/status?fieldManager=keeper`, meta({}, {status: status ?? {}})),
          apply(`${own}/status?fieldManager=ap`, meta({})),
          get(`${path}/none/status`),
          get(own),
        ]
      : [get(`${own}/status`), put(`${own}/status`, body)]),
    ...['POST', 'DELETE', 'OPTIONS'].map(method => send(method, `${own}/status`)),
    mergePatch(`${own}?fieldManager=m`, {metadata: {annotations: {m: '1'}}}),
    mergePatch(`${own}?fieldManager=m`, {metadata: {annotations: {m: null}}}),
    mergePatch(`${path}/none`, {metadata: {labels: {m: '1'}}}),
    mergePatch(own, {metadata: {name: 'other'}}),
    mergePatch(own, {metadata: {resourceVersion: '1', labels: {x: 'y'}}}),
    mergePatch(own, {metadata: {namespace: 'other'}}),
    mergePatch(own, {metadata: {uid: 'other'}}),
    mergePatch(own, {kind: 'Other'}),
    mergePatch(own, {apiVersion: 'other/v1'}),
    mergePatch(own, {apiVersion: null}),
    mergePatch(own, {kind: null}),
    mergePatch(own, {metadata: null}),
    mergePatch(own, {metadata: 'x'}),
    mergePatch(own, {spec: 'x'}),
    mergePatch(own, {spec: 5}),
    mergePatch(own, {spec: []}),
    mergePatch(own, {nosuch: 1}),
    mergePatch(`${own}?fieldValidation=Strict`, {nosuch: 1}),
    mergePatch(`${own}?fieldValidation=Warn`, {nosuch: 1}),
    mergePatch(own, '[1]'),
    mergePatch(own, '5'),
    mergePatch(own, 'null'),
    mergePatch(own, ''),
    mergePatch(own, '{"a":'),
    mergePatch(own, {metadata: {labels: {'bad key!': 'v'}}}),
    mergePatch(own, {}),
    jsonPatch(own, [
      {op: 'test', path: '/metadata/name', value: name},
      {op: 'add', path: '/metadata/annotations/q', value: 'c'},
    ]),
    jsonPatch(own, [{op: 'test', path: '/metadata/name', value: 'two'}]),
    jsonPatch(own, [{op: 'remove', path: '/metadata/nosuch'}]),
    jsonPatch(own, [{op: 'add', path: '/metadata/nosuch', value: 1}]),
    jsonPatch(`${own}?fieldValidation=Strict`, [{op: 'add', path: '/metadata/nosuch', value: 1}]),
    jsonPatch(own, [{op: 'replace', path: '/kind', value: 'X'}]),
    jsonPatch(own, []),
    jsonPatch(own, '{}'),
    strategicPatch(own, {metadata: {labels: {s: '1'}}}),
    strategicPatch(own, {metadata: {labels: {$patch: 'replace', seq: '1'}}}),
    strategicPatch(own, {metadata: {labels: 'x'}}),
    strategicPatch(own, {nosuch: 1}),
    strategicPatch(`${own}?fieldValidation=Strict`, {nosuch: 1}),
    send('PATCH', own, {}, {'content-type': 'application/json'}),
    apply(`${path}/applied?fieldManager=a`, named('applied')),
    apply(`${path}/applied?fieldManager=a`, named('applied')),
    apply(`${own}?fieldManager=a`, body),
    apply(`${own}?fieldManager=a&force=true`, body),
    apply(`${own}?fieldManager=b`, meta({labels: {seq: '1', l: '1'}})),
    apply(`${own}?fieldManager=b`, meta({labels: {seq: '2'}})),
    apply(`${own}?fieldManager=b`, meta({labels: {}})),
    apply(`${own}?fieldManager=b`, meta({annotations: {}})),
    apply(`${own}?fieldManager=b`, meta({})),
    apply(own, body),
    apply(`${own}?fieldManager=a`, {...body, nosuch: 1}),
    apply(
      `${own}?fieldManager=a`,
      meta({
        managedFields: [
          {manager: 'x', operation: 'Apply', apiVersion: body.apiVersion, fieldsType: 'FieldsV1', fieldsV1: {}},
        ],
      }),
    ),
    apply(`${own}?fieldManager=a`, {...meta({}), kind: 'Wrong'}),
    apply(`${own}?fieldManager=a`, {...meta({}), apiVersion: 'wrong/v1'}),
    apply(`${own}?fieldManager=a`, {metadata: {name}}),
    apply(`${own}?fieldManager=a`, meta({}, {spec: 'x'})),
    apply(`${own}?fieldManager=a`, meta({}, {spec: null})),
    apply(`${own}?fieldManager=a&dryRun=All`, meta({labels: {dry: 'run'}})),
    apply(`${own}?fieldManager=a`, meta({resourceVersion: '1'})),
    apply(`${own}?fieldManager=a`, meta({uid: 'x'})),
    apply(`${own}?fieldManager=a`, 'a: [b'),
    apply(`${own}?fieldManager=a`, ''),
    get(`${path}?${chosen}`),
    accept(`${path}?${chosen}`, table),
    accept(`${path}?${chosen}&includeObject=None`, table),
    accept(`${path}?${chosen}&includeObject=Object`, table),
    accept(`${path}?${chosen}`, partialList),
    get(`${path}?fieldSelector=metadata.name%3D${name}`),
    get(`${path}?${chosen}&limit=1`),
    get(`${path}?fieldSelector=spec.nosuch%3D1`),
    get(`${path}?watch=true&timeoutSeconds=1&${chosen}`),
    get(
      `${path}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1&${chosen}`,
    ),
    accept(`${path}?watch=true&timeoutSeconds=1&${chosen}`, table),
    remove(own, {preconditions: {uid: 'ffffffff-0000-0000-0000-000000000000'}}),
    remove(own, {preconditions: {resourceVersion: '1'}}),
    remove(own, {propagationPolicy: 'Sideways'}),
    remove(`${own}?dryRun=All`),
    mergePatch(own, {metadata: {finalizers: ['example.com/keep']}}),
    remove(own),
    get(own),
    accept(`${path}?${chosen}`, table),
    mergePatch(own, {metadata: {finalizers: ['example.com/keep', 'example.com/new']}}),
    mergePatch(own, {metadata: {finalizers: null}}),
    setup(remove(`${own}?gracePeriodSeconds=0`)),
    get(own),
    remove(`${path}/applied?gracePeriodSeconds=0`),
    remove(`${path}/applied`),
    remove(`${path}?labelSelector=none%3Dhere`),
    remove(`${path}?labelSelector=seq%3D1&gracePeriodSeconds=0`),
    post(`${path}?dryRun=All`, {...body, metadata: {...body.metadata, name: undefined, generateName: 'gen-'}}),
  ]
}
