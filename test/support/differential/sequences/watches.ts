import type {Step} from '../compare-sequences.ts'
import {accept, configMap, get, maps, post, remove, setup} from './step.ts'

const table = 'application/json;as=Table;g=meta.k8s.io;v=v1'
const partial = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1'
const queries = [
  '',
  'resourceVersion=0',
  'resourceVersion=',
  'resourceVersion=abc',
  'resourceVersion=-1',
  'resourceVersion=99999999999',
  'resourceVersion=1',
  'resourceVersionMatch=NotOlderThan',
  'resourceVersionMatch=Exact',
  'resourceVersion=0&resourceVersionMatch=NotOlderThan',
  'sendInitialEvents=true',
  'sendInitialEvents=true&resourceVersionMatch=NotOlderThan',
  'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
  'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion=0',
  'sendInitialEvents=true&resourceVersionMatch=Exact&allowWatchBookmarks=true',
  'sendInitialEvents=false&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
  'sendInitialEvents=false',
  'sendInitialEvents=x&resourceVersionMatch=NotOlderThan',
  'allowWatchBookmarks=true',
  'allowWatchBookmarks=x',
  'limit=1',
  'continue=x',
  'labelSelector=app%3Done',
  'labelSelector=(',
  'fieldSelector=metadata.name%3Done',
  'fieldSelector=nosuch%3D1',
  'fieldSelector=metadata.name!%3Done',
  'includeObject=None',
  'includeObject=Nosuch',
  'pretty=true',
  'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&resourceVersion=99999999999',
]

/** Watches that end by themselves. */
export const watches: Step[] = [
  ...['one', 'two'].map(name => setup(post(maps, configMap(name, {a: 'b'}, {labels: {app: name}})))),
  ...queries.map(query => get(`${maps}?watch=true&timeoutSeconds=1&${query}`)),
  ...queries
    .slice(0, 14)
    .flatMap(query => [
      accept(`${maps}?watch=1&timeoutSeconds=1&${query}`, table),
      accept(`${maps}?watch=1&timeoutSeconds=1&${query}`, partial),
    ]),
  ...[
    'application/yaml',
    'application/json;stream=watch',
    'application/json;as=Nosuch;g=meta.k8s.io;v=v1',
    'text/plain',
    '*/*',
    'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
    `${table},application/json`,
  ].map(type => accept(`${maps}?watch=true&timeoutSeconds=1&resourceVersion=0`, type)),
  get(`${maps}/one?watch=true&timeoutSeconds=1`),
  get('/api/v1/watch/namespaces/$NS/configmaps?timeoutSeconds=1'),
  get('/api/v1/watch/namespaces/$NS/configmaps/one?timeoutSeconds=1'),
  get('/api/v1/watch/namespaces/$NS/configmaps/nosuch?timeoutSeconds=1'),
  get('/api/v1/watch/namespaces/$NS?timeoutSeconds=1'),
  get('/api/v1/watch/configmaps?timeoutSeconds=1&fieldSelector=metadata.namespace%3D$NS'),
  get('/apis/apps/v1/watch/namespaces/$NS/deployments?timeoutSeconds=1'),
  get(`${maps}?watch=true&timeoutSeconds=x`),
  get(`${maps}?watch=x&timeoutSeconds=1`),
  get(`${maps}?watch&timeoutSeconds=1`),
  get('/api/v1/namespaces/nosuch/configmaps?watch=true&timeoutSeconds=1'),
  get('/api/v1/namespaces/$NS/nosuch?watch=true&timeoutSeconds=1'),
  get('/apis/authorization.k8s.io/v1/subjectaccessreviews?watch=true&timeoutSeconds=1'),
  get('/api/v1/componentstatuses?watch=true&timeoutSeconds=1'),
  post(`${maps}?watch=true`, configMap('three')),
  remove(`${maps}/three?watch=true`),
]
