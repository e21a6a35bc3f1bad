import {SeededRandom} from '../../../../src/cluster/runtime/random.ts'
import type {Sequence, Step} from '../compare-sequences.ts'
import {originals} from '../objects.ts'
import {configMap, get, maps, mergePatch, post, remove, setup} from '../sequences/step.ts'
import {chance, pick, some, times} from './choice.ts'

const meta = 'g=meta.k8s.io;v=v1'
const accepts = [
  'application/json',
  'application/json',
  'application/yaml',
  `application/json;as=Table;${meta}`,
  `application/json;as=PartialObjectMetadataList;${meta}`,
  `application/json;as=PartialObjectMetadata;${meta}`,
  'application/vnd.kubernetes.protobuf',
  'application/json;as=Table;g=meta.k8s.io;v=v1beta1',
]
const values: Record<string, readonly string[]> = {
  limit: ['1', '2', '0', '-1', 'x', '500', ''],
  continue: ['$CONTINUE', '$CONTINUE', 'x', '', 'eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTEsInN0YXJ0IjoiYVx1MDAwMCJ9'],
  resourceVersion: ['0', '$VERSION', '-1', 'x', '', '99999999'],
  resourceVersionMatch: ['Exact', 'NotOlderThan', 'x', '', 'exact'],
  sendInitialEvents: ['true', 'false', 'x', '1', ''],
  allowWatchBookmarks: ['true', 'false', 'x'],
  labelSelector: ['a%3D1', 'a', '!a', 'a+in+(1,2)', 'a%3D1,b', '(', 'a%3D%3D1', 'a>1', 'a%3D1%3D2', ''],
  fieldSelector: [
    'metadata.name%3Done',
    'metadata.namespace%3D$NS',
    'metadata.name!%3Done',
    'x%3Dy',
    'metadata.name',
    '',
    'metadata.name%3Done,metadata.name%3Dtwo',
    'status.phase%3DPending',
    'spec.nodeName%3D',
    'type%3DOpaque',
    'metadata.name%3D%3Done',
  ],
  timeoutSeconds: ['1', '1', '1', '0', '-1', 'x'],
  pretty: ['true', '1', 'x', 'false', ''],
  includeObject: ['None', 'Metadata', 'Object', 'x'],
  shardSelector: ['x'],
  nosuch: ['1'],
}

/** Lists and watches with parameters that fit together and such that do not, of every kind. */
export const asked = (seed: string, count: number): Sequence[] => {
  const places = originals().flatMap(({path, own}) =>
    own && path.includes('/namespaces/differential/')
      ? [path.replace('/namespaces/differential/', '/namespaces/$NS/')]
      : [],
  )
  return times(4, index => {
    const random = new SeededRandom(`${seed} ${index} asked`)
    return {
      name: `asked-${index}`,
      steps: [
        ...['one', 'two', 'three'].map((name, at) =>
          setup(post(maps, configMap(name, {a: 'b'}, {labels: {a: String(at)}}))),
        ),
        ...times(count * 20, () => request(places, random)),
      ],
    }
  })
}

function request(places: readonly string[], random: SeededRandom): Step {
  const changed = chance(random, 0.05)
  if (changed)
    return setup(
      chance(random, 0.5) ? mergePatch(`${maps}/two`, {data: {a: String(random.number())}}) : remove(`${maps}/three`),
    )
  const place = chance(random, 0.6) ? maps : pick(random, places)
  const watch = chance(random, 0.4)
  const names = some(random, Object.keys(values)).slice(0, pick(random, [1, 2, 3, 4]))
  const query = [
    ...(watch ? [`watch=${pick(random, ['true', '1', 'true', 'x', ''])}`, 'timeoutSeconds=1'] : []),
    ...names
      .filter(name => !(watch && name === 'timeoutSeconds'))
      .map(name => `${name}=${pick(random, values[name]!)}`),
    ...(chance(random, 0.05) ? ['limit=1'] : []),
  ].join('&')
  const own = chance(random, 0.1) ? `${place}/one` : place
  return {
    ...get(`${own}?${query}`, {
      accept: pick(random, watch ? accepts.filter(each => !each.includes('protobuf')) : accepts),
    }),
    ...(chance(random, 0.3) && {keep: true}),
  }
}
