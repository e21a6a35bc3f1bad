import assert from 'node:assert/strict'
import {isGivenEmpty, markEmpty} from '../../../src/api/schema/given-empties.ts'
import {dropGated, type Features, type GatedFields} from '../../../src/cluster/resources/gated-fields.ts'

const only = (...on: string[]): Features => ({enabled: feature => on.includes(feature)})

describe('fields that features bring', () => {
  const capacity: GatedFields = {features: 'A B', fields: 'devices[].capacity{}.policy shared'}
  const object = () => ({shared: 1, devices: [{capacity: {memory: {policy: 'p', value: 'v'}}}, {}], other: 2})
  const dropped = {devices: [{capacity: {memory: {value: 'v'}}}, {}], other: 2}
  const cases: {name: string; gated?: GatedFields; features: Features; old?: object; expected: object}[] = [
    {name: 'stay where all the features are on', features: only('A', 'B'), expected: object()},
    {name: 'go where one of them is off', features: only('A'), expected: dropped},
    {name: 'stay in an object that has one of them', features: only(), old: {shared: 2}, expected: object()},
    {
      name: 'go from an object whose lists of them are empty',
      features: only(),
      old: {shared: [], devices: []},
      expected: dropped,
    },
    {
      name: 'stay in an object that has what else shows that they are used',
      gated: {...capacity, uses: 'other'},
      features: only(),
      old: {other: 1},
      expected: object(),
    },
    {
      name: 'go, whatever the object had, where nothing counts as using them',
      gated: {...capacity, uses: ''},
      features: only(),
      old: object(),
      expected: dropped,
    },
  ]
  for (const {name, gated = capacity, features, old, expected} of cases)
    it(name, () => {
      const draft = object()

      dropGated([gated], draft, {features, old})

      assert.deepEqual(draft, expected)
    })

  it('go where they were given empty, too', () => {
    const draft = {devices: []}
    markEmpty(draft, 'shared')

    dropGated([capacity], draft, {features: only()})

    assert.equal(isGivenEmpty(draft, 'shared'), false)
  })
})
