import {strict as assert} from 'node:assert'
import type {Pod} from '../../../../../src/api/kinds.ts'
import {KnownSpecs} from '../../../../../src/cluster/resources/core/pod/known-specs.ts'

const pod = (
  volumes: object[],
  {name = 'a', annotations}: {name?: string; annotations?: Record<string, string>} = {},
) => ({metadata: {name, annotations}, spec: {containers: [], volumes}}) as unknown as Pod
const token = {name: 'kube-api-access-abcde'}

const cases: {name: string; first: Pod; next: Pod; asked: number}[] = [
  {
    name: 'a pod of the same template',
    first: pod([token]),
    next: pod([{name: 'kube-api-access-vwxyz'}], {name: 'b'}),
    asked: 1,
  },
  {name: 'another spec', first: pod([token]), next: pod([token, {name: 'data'}]), asked: 2},
  {name: 'other annotations', first: pod([token]), next: pod([token], {annotations: {a: 'b'}}), asked: 2},
  {
    name: 'two volumes of one name where there were two of two',
    first: pod([token, {name: 'kube-api-access-vwxyz'}]),
    next: pod([token, token]),
    asked: 2,
  },
  {
    name: 'a name that is what another one is without its letters',
    first: pod([token, {name: 'kube-api-access'}]),
    next: pod([{name: 'kube-api-access'}, {name: 'kube-api-access'}]),
    asked: 2,
  },
  {
    name: "a volume whose claim has the pod's name",
    first: pod([{name: 'data', ephemeral: {}}]),
    next: pod([{name: 'data', ephemeral: {}}]),
    asked: 2,
  },
]

describe('known specs', () => {
  for (const {name, first, next, asked} of cases)
    it(`${asked === 1 ? 'know' : 'do not know'} ${name}`, () => {
      const known = new KnownSpecs()
      let count = 0
      const holds = () => {
        count += 1
        return true
      }

      known.check(first, holds)
      known.check(next, holds)

      assert.equal(count, asked)
    })

  it('forget what does not hold', () => {
    const known = new KnownSpecs()

    assert.equal(
      known.check(pod([]), () => false),
      false,
    )
    assert.equal(
      known.check(pod([]), () => true),
      true,
    )
    assert.equal(
      known.check(pod([]), () => assert.fail('it is known')),
      true,
    )
  })
})
