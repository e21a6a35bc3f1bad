import assert from 'node:assert/strict'
import type {DeviceClass, Node, ResourceClaim, ResourceSlice} from '../../../../../../src/api/kinds.ts'
import type {AllocatedDevices} from '../../../../../../src/cluster/scheduler/plugins/dynamic-resources/allocated-devices.ts'
import {
  allocate,
  SearchTimeout,
} from '../../../../../../src/cluster/scheduler/plugins/dynamic-resources/allocator/allocate.ts'

const driver = 'gpu.example.com'
const node = {metadata: {name: 'one', labels: {zone: 'a'}}} as unknown as Node

const device = (name: string, attributes: object = {}, capacity: object = {}) => ({name, attributes, capacity})
const gpus = [0, 1, 2, 3].map(index =>
  device(
    `gpu-${index}`,
    {index: {int: index}, model: {string: index % 2 ? 'odd' : 'even'}, driverVersion: {version: `1.2.${index}`}},
    {memory: {value: `${index + 1}Gi`}},
  ),
)

const slice = (devices: object[], spec: object = {}, name = 'slice'): ResourceSlice =>
  ({
    metadata: {name},
    spec: {driver, nodeName: 'one', pool: {name: 'one', generation: 1, resourceSliceCount: 1}, devices, ...spec},
  }) as ResourceSlice

const claim = (devices: object, name = 'c'): ResourceClaim =>
  ({metadata: {name, namespace: 'default'}, spec: {devices}}) as ResourceClaim

const exactly = (more: object = {}) => ({deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1, ...more})
const request = (more: object = {}, name = 'gpu') => ({name, exactly: exactly(more)})
const selecting = (expression: string) => ({selectors: [{cel: {expression}}]})
const all = {allocationMode: 'All', count: undefined}
const opaque = (parameters: object) => ({opaque: {driver, parameters}})

interface Case {
  name: string
  claims: object[]
  slices?: ResourceSlice[]
  classes?: Record<string, object>
  taken?: string[]
  /** `request=device`, one list for each claim; undefined: none can be had; or the error. */
  expected: string[][] | undefined | string
}

const cases: Case[] = [
  {name: 'gives a claim nothing that asks for nothing', claims: [{requests: null}], expected: [[]]},
  {name: 'takes the first device', claims: [{requests: [request()]}], expected: [['gpu=gpu-0']]},
  {
    name: 'leaves devices that others have',
    claims: [{requests: [request({count: 2})]}],
    taken: [`${driver}/one/gpu-0`, `${driver}/one/gpu-2`],
    expected: [['gpu=gpu-1', 'gpu=gpu-3']],
  },
  {name: 'gives nothing where there are too few', claims: [{requests: [request({count: 5})]}], expected: undefined},
  {
    name: 'gives no device to two claims of a pod',
    claims: [{requests: [request()]}, {requests: [request({count: 3})]}],
    expected: [['gpu=gpu-0'], ['gpu=gpu-1', 'gpu=gpu-2', 'gpu=gpu-3']],
  },
  {
    name: 'takes back what leaves too little for the next claim',
    claims: [{requests: [request()]}, {requests: [request(selecting(`device.attributes["${driver}"].index < 1`))]}],
    expected: [['gpu=gpu-1'], ['gpu=gpu-0']],
  },
  {
    name: 'compares versions and quantities',
    claims: [
      {
        requests: [
          request(
            selecting(
              `device.attributes["${driver}"].driverVersion.isGreaterThan(semver("1.2.1")) && device.capacity["${driver}"].memory.isGreaterThan(quantity("3Gi"))`,
            ),
          ),
        ],
      },
    ],
    expected: [['gpu=gpu-3']],
  },
  {
    name: 'finds nothing in domains that a device has not',
    claims: [{requests: [request(selecting('!("x" in device.attributes["nosuch"])'))]}],
    expected: [['gpu=gpu-0']],
  },
  {
    name: 'says which selector fails',
    claims: [
      {
        requests: [
          request({
            selectors: [{cel: {expression: 'true'}}, {cel: {expression: 'device.capacity["x"].y.isInteger()'}}],
          }),
        ],
      },
    ],
    expected: 'claim default/c: selector #1: CEL runtime error: no such key: y',
  },
  {
    name: 'heeds the selectors of the class first',
    claims: [{requests: [request()]}],
    classes: {gpu: selecting('device.driver')},
    expected: 'class gpu: selector #0: CEL compile error: must evaluate to bool or the unknown type, not string',
  },
  {
    name: 'takes all devices that match',
    claims: [{requests: [request({...all, ...selecting(`device.attributes["${driver}"].model == "odd"`)})]}],
    expected: [['gpu=gpu-1', 'gpu=gpu-3']],
  },
  {
    name: 'takes not all devices where others have one',
    claims: [{requests: [request(all)]}],
    taken: [`${driver}/one/gpu-3`],
    expected: undefined,
  },
  {
    name: 'shows administrators what others have, each device once',
    claims: [{requests: [request({...all, adminAccess: true}), request({adminAccess: true}, 'more')]}],
    taken: [`${driver}/one/gpu-3`],
    expected: undefined,
  },
  {
    name: 'shows administrators all',
    claims: [{requests: [request({...all, adminAccess: true})]}],
    taken: [`${driver}/one/gpu-3`],
    expected: [['gpu=gpu-0', 'gpu=gpu-1', 'gpu=gpu-2', 'gpu=gpu-3']],
  },
  {
    name: 'waits for the rest of a pool where all are wanted',
    claims: [{requests: [request(all)]}],
    slices: [slice(gpus, {pool: {name: 'one', generation: 1, resourceSliceCount: 2}})],
    expected: `claim default/c, request gpu: asks for all devices, but resource pool ${driver}/one is currently being updated`,
  },
  {
    name: 'does not wait for the rest of a pool where one is wanted',
    claims: [{requests: [request()]}],
    slices: [slice(gpus, {pool: {name: 'one', generation: 1, resourceSliceCount: 2}})],
    expected: [['gpu=gpu-0']],
  },
  {
    name: 'takes nothing from a pool with two devices of a name',
    claims: [{requests: [request()]}],
    slices: [slice(gpus), slice([device('gpu-1')], {}, 'other')],
    expected: 'pool one is invalid: duplicate device name gpu-1',
  },
  {
    name: 'forgets older generations of a pool',
    claims: [{requests: [request()]}],
    slices: [
      slice([device('new')], {pool: {name: 'one', generation: 2, resourceSliceCount: 1}}),
      slice(gpus, {}, 'old'),
    ],
    expected: [['gpu=new']],
  },
  {
    name: 'takes the first alternative that works',
    claims: [
      {
        requests: [
          {
            name: 'gpu',
            firstAvailable: [
              {...exactly({count: 9}), name: 'many'},
              {...exactly(), name: 'one'},
            ],
          },
        ],
      },
    ],
    expected: [['gpu/one=gpu-0']],
  },
  {
    name: 'takes an alternative that leaves room for the rest of the claim',
    claims: [
      {
        requests: [
          {
            name: 'some',
            firstAvailable: [
              {...exactly({count: 3}), name: 'three'},
              {...exactly(), name: 'one'},
            ],
          },
          request({count: 2}, 'more'),
        ],
      },
    ],
    expected: [['some/one=gpu-0', 'more=gpu-1', 'more=gpu-2']],
  },
  {
    name: 'gives devices that agree',
    claims: [{requests: [request({count: 2})], constraints: [{matchAttribute: `${driver}/model`}]}],
    taken: [`${driver}/one/gpu-0`],
    expected: [['gpu=gpu-1', 'gpu=gpu-3']],
  },
  {
    name: 'lets requests disagree that no constraint is about',
    claims: [
      {
        requests: [request({}, 'a'), request({}, 'b'), request({}, 'c')],
        constraints: [{requests: ['a', 'c'], matchAttribute: `${driver}/model`}],
      },
    ],
    expected: [['a=gpu-0', 'b=gpu-1', 'c=gpu-2']],
  },
  {
    name: 'gives no device without the attribute that is to agree',
    claims: [{requests: [request()], constraints: [{matchAttribute: `${driver}/nosuch`}]}],
    expected: undefined,
  },
  {
    name: 'complains where all devices are wanted and disagree',
    claims: [{requests: [request(all)], constraints: [{matchAttribute: `${driver}/model`}]}],
    expected: `claim default/c, request gpu: cannot add device ${driver}/one/gpu-1 because a claim constraint would not be satisfied`,
  },
  {
    name: 'gives a claim no more devices than it can hold',
    claims: [{requests: [request({count: 33})]}],
    expected: 'claim default/c: number of requested devices 33 exceeds the claim limit of 32',
  },
  {
    name: 'knows no class',
    claims: [{requests: [request({deviceClassName: 'nosuch'})]}],
    expected:
      'claim default/c, request gpu: could not retrieve device class nosuch: deviceclass.resource.k8s.io "nosuch" not found',
  },
  {
    name: 'reaches devices by the labels of the node',
    claims: [{requests: [request({count: 2})]}],
    slices: [
      slice(gpus, {nodeName: 'other'}, 'other'),
      slice(
        [device('near')],
        {nodeName: undefined, pool: {name: 'near', generation: 1, resourceSliceCount: 1}, nodeSelector: zoned('a')},
        'near',
      ),
      slice(
        [device('far')],
        {nodeName: undefined, pool: {name: 'far', generation: 1, resourceSliceCount: 1}, nodeSelector: zoned('b')},
        'far',
      ),
      slice(
        [device('wide')],
        {nodeName: undefined, pool: {name: 'wide', generation: 1, resourceSliceCount: 1}, allNodes: true},
        'wide',
      ),
    ],
    expected: [['gpu=near', 'gpu=wide']],
  },
  {
    name: 'leaves devices that features are for that are off',
    claims: [{requests: [request()]}],
    slices: [
      slice([
        {...device('slow'), bindingConditions: ['ready']},
        {...device('part'), consumesCounters: [{counterSet: 's', counters: {}}]},
        device('plain'),
      ]),
      slice([device('chooses')], {nodeName: undefined, perDeviceNodeSelection: true}, 'choosing'),
    ],
    expected: [['gpu=plain']],
  },
]

function zoned(zone: string) {
  return {nodeSelectorTerms: [{matchExpressions: [{key: 'zone', operator: 'In', values: [zone]}]}]}
}

type Given = Omit<Case, 'name' | 'expected'> & {isOverdue?(): boolean}

const never = () => false

const run = ({claims, slices = [slice(gpus)], classes = {gpu: {}}, taken = [], isOverdue = never}: Given) =>
  allocate({
    node,
    claims: claims.map(devices => claim(devices)),
    slices,
    allocated: new Set(taken) as unknown as AllocatedDevices,
    classOf: name => (classes[name] ? ({metadata: {name}, spec: classes[name]} as DeviceClass) : undefined),
    isOverdue,
  })

describe('allocation of devices', () => {
  for (const {name, expected, ...given} of cases)
    it(name, () => {
      if (typeof expected === 'string') assert.throws(() => run(given), {message: expected})
      else
        assert.deepEqual(
          run(given)?.map(({devices}) => (devices!.results ?? []).map(({request, device}) => `${request}=${device}`)),
          expected,
        )
    })

  it('tells drivers what classes say, each once, and then what the claim says of what was chosen', () => {
    const alternatives = [
      {...exactly({count: 9}), name: 'many'},
      {...exactly({deviceClassName: 'small'}), name: 'few'},
    ]
    const claims = [
      {
        requests: [request({}, 'a'), {name: 'b', firstAvailable: alternatives}, request({}, 'c')],
        config: [
          {requests: ['b/many'], ...opaque({n: 1})},
          {requests: ['b/few', 'a'], ...opaque({n: 2})},
          {requests: ['b'], ...opaque({n: 3})},
          opaque({n: 4}),
        ],
      },
    ]
    const classes = {gpu: {config: [opaque({k: 1}), opaque({k: 2})]}, small: {config: [opaque({k: 3})]}}

    const [allocation] = run({claims, classes})!

    assert.deepEqual(
      allocation!.devices!.config!.map(({source, requests = [], opaque}) => [source, ...requests, opaque!.parameters]),
      [
        ['FromClass', 'a', 'c', {k: 1}],
        ['FromClass', 'a', 'c', {k: 2}],
        ['FromClass', 'b/few', {k: 3}],
        ['FromClaim', 'b/few', 'a', {n: 2}],
        ['FromClaim', 'b/few', 'a', {n: 2}],
        ['FromClaim', 'b', {n: 3}],
        ['FromClaim', {n: 4}],
      ],
    )
  })

  it('says which nodes can reach all that was given', () => {
    const shared = (spec: object, name: string) =>
      slice([device(name)], {nodeName: undefined, pool: {name, generation: 1, resourceSliceCount: 1}, ...spec}, name)
    const nodesOf = (slices: ResourceSlice[], count = slices.length) =>
      run({claims: [{requests: [request({count})]}], slices})![0]!.nodeSelector

    assert.deepEqual(nodesOf([shared({allNodes: true}, 'x')]), undefined)
    assert.deepEqual(
      nodesOf([shared({nodeSelector: zoned('a')}, 'x'), shared({nodeSelector: zoned('a')}, 'y')]),
      zoned('a'),
    )
    assert.deepEqual(nodesOf([shared({nodeSelector: zoned('a')}, 'x'), slice([device('z')])]), {
      nodeSelectorTerms: [{matchFields: [{key: 'metadata.name', operator: 'In', values: ['one']}]}],
    })
  })

  it('gives up a search that takes too long', () => {
    const devices = Array.from({length: 11}, (_, index) => device(`d-${index}`))
    const claims = [{requests: [request({count: 5}, 'a'), request({count: 6}, 'b'), request({}, 'c')]}]

    assert.throws(() => run({claims, slices: [slice(devices)], isOverdue: () => true}), SearchTimeout)
  })
})
