import fc from 'fast-check'
import type {HostileRequest} from '../hostile-request.ts'

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({length: count}, (_, index) => make(index))
const entries = (count: number): Record<string, string> => Object.fromEntries(many(count, index => [`k${index}`, 'v']))

const huge: ((count: number) => {path: string; object: object})[] = [
  count => ({
    path: '/api/v1/namespaces/fuzz/configmaps',
    object: {metadata: {generateName: 'x-'}, data: entries(count)},
  }),
  count => ({
    path: '/api/v1/namespaces/fuzz/configmaps',
    object: {
      metadata: {generateName: 'x-', finalizers: many(count, index => `a/${index}`), annotations: entries(count)},
    },
  }),
  count => ({
    path: '/api/v1/namespaces/fuzz/configmaps',
    object: {
      metadata: {
        generateName: 'x-',
        ownerReferences: many(count, () => ({apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'a'})),
      },
    },
  }),
  count => ({
    path: '/api/v1/namespaces/fuzz/pods',
    object: {
      metadata: {generateName: 'x-'},
      spec: {containers: many(count / 10, index => ({name: `c${index}`, image: 'a'}))},
    },
  }),
  count => ({
    path: '/api/v1/namespaces/fuzz/pods',
    object: {
      metadata: {generateName: 'x-'},
      spec: {
        containers: [{name: 'c', image: 'a', env: many(count / 4, () => ({name: 'SAME', value: 'x'}))}],
        tolerations: many(count / 10, () => ({operator: 'Exists'})),
      },
    },
  }),
  count => ({
    path: '/api/v1/namespaces/fuzz/configmaps',
    object: {metadata: {generateName: 'x-'}, data: {a: 'a'.repeat(count * 200)}},
  }),
]

/** Objects with thousands of everything, up to beyond what may be sent. */
export const oversizeObjects: fc.Arbitrary<HostileRequest> = fc
  .tuple(fc.constantFrom(...huge), fc.integer({min: 1000, max: 20_000}))
  .map(([make, count]) => {
    const {path, object} = make(count)
    return {
      about: 'oversize',
      method: 'POST',
      target: `${path}?dryRun=All`,
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(JSON.stringify(object)),
    }
  })
