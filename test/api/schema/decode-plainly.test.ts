import {deepStrictEqual, notStrictEqual, strictEqual} from 'node:assert/strict'
import {decodePlainly} from '../../../src/api/schema/decode-plainly.ts'
import {Decoder} from '../../../src/api/schema/decoder.ts'
import {schemaOf} from '../../../src/api/schema/index.ts'

const pod = schemaOf('io.k8s.api.core.v1.Pod')

const plain: {name: string; given: object}[] = [
  {name: 'an empty object', given: {}},
  {
    name: 'fields out of order',
    given: {spec: {containers: [{image: 'i', name: 'c'}]}, kind: 'Pod', metadata: {name: 'a'}},
  },
  {
    name: 'what omitempty drops and what is always there',
    given: {metadata: {name: '', labels: {}, creationTimestamp: null}, spec: {hostNetwork: false, containers: []}},
  },
  {name: 'maps with keys out of order', given: {metadata: {labels: {b: '1', a: '2', __proto__x: '3'}}}},
  {
    name: 'quantities, times and ports',
    given: {
      metadata: {creationTimestamp: '2026-01-01T00:00:00Z', generation: 3},
      spec: {
        containers: [
          {
            name: 'c',
            resources: {requests: {cpu: '0.1', memory: 1024}},
            livenessProbe: {httpGet: {port: 'web', path: '/'}, periodSeconds: 0},
            ports: [{containerPort: 80}],
          },
        ],
      },
    },
  },
  {
    name: 'managed fields',
    given: {metadata: {managedFields: [{fieldsV1: {'f:spec': {'.': {}, 'f:x': {}}}, manager: 'm'}]}},
  },
  {
    name: 'null in lists and maps',
    given: {metadata: {labels: {a: null}, finalizers: [null]}, spec: {containers: [null]}},
  },
]

const unusual: {name: string; given: object}[] = [
  {name: 'an unknown field', given: {spec: {nosuch: 1}}},
  {name: 'a value of the wrong type', given: {spec: {hostNetwork: 'yes'}}},
  {name: 'a list where an object should be', given: {metadata: []}},
  {name: 'a number that is too large', given: {spec: {priority: 2 ** 40}}},
  {name: 'a quantity that is none', given: {spec: {containers: [{resources: {limits: {cpu: 'much'}}}]}}},
]

describe('decoding plainly', () => {
  for (const {name, given} of plain)
    it(`makes of ${name} what the decoder makes, in the same order`, () => {
      const careful = new Decoder(false).run(pod, given).object

      const object = decodePlainly(pod, given)

      strictEqual(JSON.stringify(object), JSON.stringify(careful))
      deepStrictEqual(object, careful)
    })

  for (const {name, given} of unusual)
    it(`leaves ${name} to the decoder`, () => {
      strictEqual(decodePlainly(pod, given), undefined)
    })

  it('takes over what a known object holds in the same place, but neither the object nor its metadata', () => {
    const known = {
      metadata: {name: 'a', labels: {b: '1'}},
      spec: {containers: [{name: 'c'}]},
      status: {phase: 'Pending'},
    }
    const given = {...known, metadata: {...known.metadata, generation: 2}, status: {phase: 'Running'}}

    const object = decodePlainly(pod, given, known) as typeof given

    deepStrictEqual({...object, metadata: {...object.metadata}}, {...object, ...given})
    strictEqual(object.spec, known.spec)
    strictEqual(object.metadata.labels, known.metadata.labels)
    notStrictEqual(object.metadata, given.metadata)
    notStrictEqual(object.status, given.status)
    notStrictEqual((decodePlainly(pod, known, known) as typeof known).metadata, known.metadata)
  })

  it('looks at what stands elsewhere in a known object, or only looks like it', () => {
    const known = {spec: {containers: [{name: 'c'}]}}

    strictEqual(decodePlainly(pod, {status: known.spec}, known), undefined)
    strictEqual(decodePlainly(pod, {spec: {...known.spec, nosuch: 1}}, known), undefined)
  })
})
