import type {Step} from '../compare-sequences.ts'
import {accept, apply, get, jsonPatch, mergePatch, post, put, remove, send, setup, strategicPatch} from './step.ts'

const table = 'application/json;as=Table;g=meta.k8s.io;v=v1'
const partial = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const name = 'gadgets.sequences.example.com'
const gadgets = '/apis/sequences.example.com/v1/namespaces/$NS/gadgets'
const string = {type: 'string'}

const schema = {
  type: 'object',
  required: ['spec'],
  properties: {
    spec: {
      type: 'object',
      required: ['size'],
      'x-kubernetes-validations': [
        {rule: '!has(self.low) || !has(self.high) || self.low <= self.high', message: 'low is at most high'},
        {
          rule: '!has(oldSelf.fixed) || self.fixed == oldSelf.fixed',
          message: 'fixed stays',
          fieldPath: '.fixed',
          reason: 'FieldValueForbidden',
        },
      ],
      properties: {
        size: {type: 'string', enum: ['small', 'big'], default: 'small'},
        replicas: {type: 'integer', format: 'int32', minimum: 0, maximum: 10, default: 1},
        ratio: {type: 'number', multipleOf: 0.5, exclusiveMinimum: true, minimum: 0},
        low: {type: 'integer'},
        high: {type: 'integer'},
        fixed: string,
        code: {type: 'string', pattern: '^[a-z]+$', minLength: 2, maxLength: 4},
        when: {type: 'string', format: 'date-time'},
        day: {type: 'string', format: 'date'},
        span: {type: 'string', format: 'duration'},
        raw: {type: 'string', format: 'byte'},
        url: {type: 'string', format: 'uri'},
        ip: {type: 'string', format: 'ipv4'},
        port: {'x-kubernetes-int-or-string': true},
        on: {type: 'boolean'},
        nothing: {type: 'string', nullable: true},
        tags: {type: 'array', items: string, 'x-kubernetes-list-type': 'set', maxItems: 3},
        parts: {
          type: 'array',
          items: {type: 'object', required: ['name'], properties: {name: string, count: {type: 'integer', default: 1}}},
          'x-kubernetes-list-type': 'map',
          'x-kubernetes-list-map-keys': ['name'],
        },
        any: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true},
        labels: {type: 'object', additionalProperties: string, maxProperties: 2},
        template: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
        },
        oneOfTwo: {type: 'object', properties: {a: string, b: string}, oneOf: [{required: ['a']}, {required: ['b']}]},
        notBoth: {type: 'object', properties: {a: string, b: string}, not: {required: ['a', 'b']}},
      },
    },
    status: {type: 'object', properties: {replicas: {type: 'integer'}, selector: string, phase: string}},
  },
}

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name},
  spec: {
    group: 'sequences.example.com',
    scope: 'Namespaced',
    names: {
      plural: 'gadgets',
      singular: 'gadget',
      kind: 'Gadget',
      listKind: 'GadgetList',
      shortNames: ['gd'],
      categories: ['all'],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {openAPIV3Schema: schema},
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.replicas',
            statusReplicasPath: '.status.replicas',
            labelSelectorPath: '.status.selector',
          },
        },
        additionalPrinterColumns: [
          {name: 'Size', type: 'string', jsonPath: '.spec.size'},
          {name: 'Replicas', type: 'integer', jsonPath: '.spec.replicas', priority: 1, description: 'd'},
          {name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp'},
        ],
        selectableFields: [{jsonPath: '.spec.size'}],
      },
      {
        name: 'v1beta1',
        served: true,
        storage: false,
        deprecated: true,
        schema: {openAPIV3Schema: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true}},
      },
      {name: 'v1alpha1', served: false, storage: false, schema: {openAPIV3Schema: {type: 'object'}}},
    ],
  },
}

const gadget = (spec: unknown, metadata: object = {}) => ({
  apiVersion: 'sequences.example.com/v1',
  kind: 'Gadget',
  metadata: {name: 'g', ...metadata},
  ...(spec === undefined ? {} : {spec}),
})

const specs: unknown[] = [
  undefined,
  null,
  {},
  [],
  'x',
  1,
  {size: 'small'},
  {size: 'huge'},
  {size: 1},
  {size: null},
  {size: 'big', replicas: -1},
  {size: 'big', replicas: 11},
  {size: 'big', replicas: 1.5},
  {size: 'big', replicas: '1'},
  {size: 'big', replicas: null},
  {size: 'big', replicas: 2_147_483_648},
  {size: 'big', ratio: 0},
  {size: 'big', ratio: 0.3},
  {size: 'big', ratio: 1.5},
  {size: 'big', ratio: '1'},
  {size: 'big', low: 5, high: 1},
  {size: 'big', low: 1, high: 5},
  {size: 'big', code: 'A'},
  {size: 'big', code: 'abcde'},
  {size: 'big', code: ''},
  {size: 'big', when: 'yesterday'},
  {size: 'big', when: '2024-01-01T00:00:00Z'},
  {size: 'big', day: '2024-13-01'},
  {size: 'big', span: '5x'},
  {size: 'big', span: '5m'},
  {size: 'big', raw: '!'},
  {size: 'big', url: ':'},
  {size: 'big', ip: '1.2.3'},
  {size: 'big', port: 'http'},
  {size: 'big', port: 80},
  {size: 'big', port: 1.5},
  {size: 'big', port: true},
  {size: 'big', on: 'yes'},
  {size: 'big', on: null},
  {size: 'big', nothing: null},
  {size: 'big', tags: ['a', 'a']},
  {size: 'big', tags: ['a', 'b', 'c', 'd']},
  {size: 'big', tags: 'a'},
  {size: 'big', tags: [1]},
  {size: 'big', tags: [null]},
  {size: 'big', parts: [{name: 'a'}, {name: 'a'}]},
  {size: 'big', parts: [{}]},
  {size: 'big', parts: [{name: 'a', more: 1}]},
  {size: 'big', parts: [{name: 'a', count: null}]},
  {size: 'big', parts: {}},
  {size: 'big', any: {a: {b: [1, null]}}},
  {size: 'big', any: 'x'},
  {size: 'big', labels: {a: 'b', c: 'd', e: 'f'}},
  {size: 'big', labels: {a: 1}},
  {size: 'big', template: {}},
  {size: 'big', template: {apiVersion: 'v1', kind: 'Pod'}},
  {size: 'big', template: {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'BAD_', nosuch: 1, labels: {a: 1}}}},
  {size: 'big', oneOfTwo: {}},
  {size: 'big', oneOfTwo: {a: 'x', b: 'y'}},
  {size: 'big', oneOfTwo: {a: 'x'}},
  {size: 'big', notBoth: {a: 'x', b: 'y'}},
  {size: 'big', unknown: 1, alsoUnknown: {a: 1}},
  {size: 'big', code: 'A', replicas: 99, tags: ['a', 'a'], low: 2, high: 1},
]
const wrong: [string, unknown][] = [
  ['no versions', {versions: []}],
  ['no storage', {versions: [{name: 'v1', served: true, storage: false, schema: {openAPIV3Schema: {type: 'object'}}}]}],
  [
    'two storages',
    {
      versions: ['v1', 'v2'].map(version => ({
        name: version,
        served: true,
        storage: true,
        schema: {openAPIV3Schema: {type: 'object'}},
      })),
    },
  ],
  ['bad version', {versions: [{name: 'V1', served: true, storage: true, schema: {openAPIV3Schema: {type: 'object'}}}]}],
  ['no schema', {versions: [{name: 'v1', served: true, storage: true}]}],
  ['no type', {versions: [{name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: {}}}]}],
  ['array', {versions: [{name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: {type: 'array'}}}]}],
  [
    'bad type',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {openAPIV3Schema: {type: 'object', properties: {a: {type: 'x'}}}},
        },
      ],
    },
  ],
  [
    'untyped',
    {
      versions: [
        {name: 'v1', served: true, storage: true, schema: {openAPIV3Schema: {type: 'object', properties: {a: {}}}}},
      ],
    },
  ],
  [
    'bad default',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {openAPIV3Schema: {type: 'object', properties: {a: {type: 'string', default: 1}}}},
        },
      ],
    },
  ],
  [
    'bad rule',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                a: {
                  type: 'string',
                  'x-kubernetes-validations': [{rule: 'self.x'}, {rule: 'self +'}, {rule: ''}, {rule: '1'}],
                },
              },
            },
          },
        },
      ],
    },
  ],
  [
    'bad columns',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {openAPIV3Schema: {type: 'object'}},
          additionalPrinterColumns: [{name: '', type: 'x', jsonPath: 'a'}],
        },
      ],
    },
  ],
  [
    'bad scale',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {openAPIV3Schema: {type: 'object'}},
          subresources: {scale: {specReplicasPath: 'x', statusReplicasPath: '.spec.y'}},
        },
      ],
    },
  ],
  ['bad scope', {scope: 'Nowhere'}],
  ['bad group', {group: 'Example'}],
  ['no group', {group: ''}],
  ['bad names', {names: {plural: 'Gadgets', kind: 'gadget'}}],
  ['no names', {names: {}}],
  ['conversion', {conversion: {strategy: 'Nosuch'}}],
  ['webhook', {conversion: {strategy: 'Webhook'}}],
  ['preserve', {preserveUnknownFields: true}],
  [
    'list keys',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                a: {
                  type: 'array',
                  items: {type: 'object', properties: {b: {type: 'string'}}},
                  'x-kubernetes-list-type': 'map',
                  'x-kubernetes-list-map-keys': ['c'],
                },
              },
            },
          },
        },
      ],
    },
  ],
  [
    'metadata',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                metadata: {
                  type: 'object',
                  properties: {name: {type: 'string', pattern: 'a'}, labels: {type: 'object'}},
                },
              },
            },
          },
        },
      ],
    },
  ],
  [
    'selectable',
    {
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {openAPIV3Schema: {type: 'object'}},
          selectableFields: [{jsonPath: '.a'}, {jsonPath: 'b'}],
        },
      ],
    },
  ],
]

/** Custom resources: good and bad definitions, and an object's life under rich rules. */
export const custom: Step[] = [
  setup(remove(`${definitions}/${name}`)),
  ...wrong.map(([, change]) =>
    post(`${definitions}?dryRun=All`, {...definition, spec: {...definition.spec, ...(change as object)}}),
  ),
  post(`${definitions}?dryRun=All`, {...definition, metadata: {name: 'other.sequences.example.com'}}),
  {...setup(post(definitions, definition)), pause: 4000},
  get(`${definitions}/${name}`),
  accept(`${definitions}/${name}`, table),
  get('/apis/sequences.example.com'),
  get('/apis/sequences.example.com/v1'),
  get('/apis/sequences.example.com/v1beta1'),
  get('/apis/sequences.example.com/v1alpha1'),
  get('/apis/sequences.example.com/v1alpha1/gadgets'),
  get('/apis/sequences.example.com/v1/nosuch'),
  get('/apis/sequences.example.com/v1/namespaces/$NS/gadgets/none/nosuch'),
  ...specs.flatMap(spec =>
    ['Strict', 'Warn'].map(level =>
      post(`${gadgets}?dryRun=All&fieldManager=m&fieldValidation=${level}`, gadget(spec)),
    ),
  ),
  post(gadgets, {apiVersion: 'sequences.example.com/v2', kind: 'Gadget', metadata: {name: 'g'}}),
  post(gadgets, {apiVersion: 'sequences.example.com/v1', kind: 'Other', metadata: {name: 'g'}}),
  post(gadgets, {metadata: {name: 'g'}}),
  post(gadgets, gadget({size: 'big'}, {name: 'BAD'})),
  post(gadgets, gadget({size: 'big'}, {name: undefined, generateName: 'g-'})),
  post(
    `${gadgets}?fieldManager=creator`,
    gadget({size: 'big', fixed: 'a', tags: ['a'], parts: [{name: 'p'}]}, {labels: {a: 'b'}}),
  ),
  post(gadgets, gadget({size: 'big'})),
  get(`${gadgets}/g`),
  accept(`${gadgets}/g`, table),
  accept(`${gadgets}/g`, partial),
  accept(`${gadgets}/g`, 'application/yaml'),
  accept(`${gadgets}/g`, 'application/vnd.kubernetes.protobuf'),
  accept(`${gadgets}/g`, 'text/plain'),
  accept(gadgets, table),
  accept(`${gadgets}?includeObject=None`, table),
  get(`${gadgets}?fieldSelector=spec.size%3Dbig`),
  get(`${gadgets}?fieldSelector=spec.replicas%3D1`),
  get(`${gadgets}?labelSelector=a%3Db&limit=1`),
  get('/apis/sequences.example.com/v1beta1/namespaces/$NS/gadgets/g'),
  accept('/apis/sequences.example.com/v1beta1/namespaces/$NS/gadgets', table),
  put(`${gadgets}/g`, gadget({size: 'big', fixed: 'b'})),
  put(`${gadgets}/g?fieldManager=u`, gadget({size: 'small', fixed: 'a'}, {resourceVersion: '1'})),
  put(`${gadgets}/none`, gadget({size: 'small'}, {name: 'none'})),
  ...specs.slice(6, 40).map(spec => mergePatch(`${gadgets}/g?dryRun=All&fieldManager=m`, {spec})),
  mergePatch(`${gadgets}/g?fieldManager=m`, {spec: {replicas: 3, parts: [{name: 'q'}]}}),
  mergePatch(`${gadgets}/g?fieldManager=m`, {metadata: {labels: {x: 1}}}),
  mergePatch(`${gadgets}/g?fieldManager=m`, {kind: null}),
  mergePatch(`${gadgets}/g?fieldManager=m`, {apiVersion: null}),
  mergePatch(`${gadgets}/g?fieldManager=m`, {metadata: null}),
  mergePatch(`${gadgets}/g?fieldManager=m`, {nosuch: 1}),
  mergePatch(`${gadgets}/g?fieldManager=m&fieldValidation=Strict`, {nosuch: 1, spec: {nosuch: 2}}),
  jsonPatch(`${gadgets}/g?fieldManager=m`, [
    {op: 'replace', path: '/spec/size', value: 'small'},
    {op: 'test', path: '/spec/replicas', value: 3},
  ]),
  jsonPatch(`${gadgets}/g?fieldManager=m`, [{op: 'remove', path: '/spec/nosuch'}]),
  strategicPatch(`${gadgets}/g`, {spec: {size: 'big'}}),
  apply(`${gadgets}/g?fieldManager=a`, gadget({size: 'big'})),
  apply(
    `${gadgets}/g?fieldManager=a&force=true`,
    gadget({size: 'big', tags: ['b'], parts: [{name: 'p', count: 2}], labels: {a: 'b'}, any: {x: {y: 1}}}),
  ),
  apply(`${gadgets}/g?fieldManager=b`, gadget({tags: ['c'], parts: [{name: 'r'}], labels: {c: 'd'}})),
  apply(`${gadgets}/g?fieldManager=b`, gadget({})),
  apply(`${gadgets}/g?fieldManager=a`, gadget({size: 'big', nosuch: 1})),
  apply(`${gadgets}/g?fieldManager=a&fieldValidation=Ignore`, gadget({size: 'big', tags: ['a', 'a']})),
  apply(`${gadgets}/g?fieldManager=a`, gadget({size: 'big', parts: [{count: 1}]})),
  apply(`${gadgets}/g?fieldManager=a`, gadget({size: 5})),
  apply(`${gadgets}/new?fieldManager=a`, gadget({size: 'small'}, {name: 'new'})),
  apply(`${gadgets}/new?fieldManager=a`, gadget(undefined, {name: 'new'})),
  put(`${gadgets}/g/status?fieldManager=s`, {
    ...gadget({size: 'small'}),
    status: {replicas: 2, selector: 'a=b', phase: 'P', more: 1},
  }),
  mergePatch(`${gadgets}/g/status?fieldManager=s`, {status: {phase: 1}}),
  mergePatch(`${gadgets}/g/status?fieldManager=s`, {
    status: {phase: 'Q'},
    spec: {size: 'small'},
    metadata: {labels: {s: 't'}},
  }),
  apply(`${gadgets}/g/status?fieldManager=s&force=true`, {...gadget(undefined), status: {phase: 'R'}}),
  get(`${gadgets}/g/status`),
  get(`${gadgets}/g/scale`),
  accept(`${gadgets}/g/scale`, table),
  put(`${gadgets}/g/scale`, {apiVersion: 'autoscaling/v1', kind: 'Scale', metadata: {name: 'g'}, spec: {replicas: 20}}),
  put(`${gadgets}/g/scale?fieldManager=sc`, {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: {name: 'g'},
    spec: {replicas: 4},
  }),
  mergePatch(`${gadgets}/g/scale?fieldManager=sc`, {spec: {replicas: 5}}),
  mergePatch(`${gadgets}/g/scale`, {spec: {replicas: -1}}),
  strategicPatch(`${gadgets}/g/scale`, {spec: {replicas: 5}}),
  apply(`${gadgets}/g/scale?fieldManager=sa&force=true`, {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: {name: 'g'},
    spec: {replicas: 6},
  }),
  get(`${gadgets}/none/scale`),
  get(`${gadgets}/g`),
  get(`${gadgets}?watch=true&timeoutSeconds=1`),
  get(
    `${gadgets}?watch=true&timeoutSeconds=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
  ),
  accept(`${gadgets}?watch=true&timeoutSeconds=1`, table),
  ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'].flatMap(method => [
    send(method, `${gadgets}/g/scale`),
    send(method, `${gadgets}/g/status`),
  ]),
  ...['PUT', 'PATCH', 'OPTIONS'].map(method => send(method, gadgets)),
  post(`${gadgets}/g`, gadget({size: 'big'})),
  remove(`${gadgets}/g`, {preconditions: {uid: 'x'}}),
  remove(`${gadgets}/g?dryRun=All`),
  mergePatch(`${gadgets}/g`, {metadata: {finalizers: ['a.b/c']}}),
  mergePatch(`${gadgets}/g`, {metadata: {finalizers: ['bad']}}),
  remove(`${gadgets}/g`),
  get(`${gadgets}/g`),
  mergePatch(`${gadgets}/g`, {metadata: {finalizers: null}}),
  remove(`${gadgets}/g`),
  remove(`${gadgets}?labelSelector=none`),
  remove(gadgets),
  mergePatch(`${definitions}/${name}?dryRun=All`, {spec: {scope: 'Cluster'}}),
  mergePatch(`${definitions}/${name}?dryRun=All`, {spec: {group: 'other.example.com'}}),
  mergePatch(`${definitions}/${name}?dryRun=All`, {spec: {names: {kind: 'Widget'}}}),
  mergePatch(`${definitions}/${name}?dryRun=All`, {spec: {versions: definition.spec.versions.slice(1)}}),
  remove(`${definitions}/${name}`),
]
