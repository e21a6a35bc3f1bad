import {kinds} from './objects.ts'

const widgetSpec = {
  type: 'object',
  properties: {
    size: {type: 'integer', minimum: 0, default: 1},
    when: {type: 'string', format: 'date-time'},
    name: {type: 'string', pattern: '^(a+)+$', maxLength: 64},
    any: {type: 'object', 'x-kubernetes-preserve-unknown-fields': true},
    parts: {
      type: 'array',
      maxItems: 20,
      items: {type: 'object', properties: {name: {type: 'string', maxLength: 64}}, required: ['name']},
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    },
  },
  'x-kubernetes-validations': [{rule: '!has(self.parts) || self.parts.all(part, part.name != "bad")'}],
}

const widgets = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: {name: 'widgets.fuzz.example.com'},
  spec: {
    group: 'fuzz.example.com',
    scope: 'Namespaced',
    names: {plural: 'widgets', kind: 'Widget'},
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: {status: {}},
        schema: {openAPIV3Schema: {type: 'object', properties: {spec: widgetSpec}}},
      },
    ],
  },
}

const named = (apiVersion: string, kind: string, name: string, rest: object = {}) => ({
  apiVersion,
  kind,
  metadata: {name},
  ...rest,
})

/** What a server holds before the hostile requests come: an object of each kind in `fuzz`, and what nobody may change in `kept`. */
export const population: {path: string; object: Record<string, unknown>}[] = [
  {path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', object: widgets},
  ...['fuzz', 'kept'].flatMap(name => [
    {path: '/api/v1/namespaces', object: named('v1', 'Namespace', name)},
    {path: `/api/v1/namespaces/${name}/serviceaccounts`, object: named('v1', 'ServiceAccount', 'default')},
  ]),
  {path: '/api/v1/namespaces/kept/secrets', object: named('v1', 'Secret', 'kept', {stringData: {a: 'kept'}})},
  {path: '/api/v1/namespaces/kept/configmaps', object: named('v1', 'ConfigMap', 'kept', {data: {a: 'kept'}})},
  ...kinds
    .filter(({path}) => path.includes('/namespaces/fuzz/'))
    .map(({path, object}) => ({path, object: {...object, metadata: {name: 'there'}}})),
]
