import assert from 'node:assert/strict'
import type {KubeObject} from '../../../src/api/object.ts'
import {autoUpdate} from '../../../src/cluster/bootstrap/flow-control/auto-update.ts'
import {
  createFlowControlKeeper,
  createFlowSchemaStatus,
  flowControl,
} from '../../../src/cluster/bootstrap/flow-control/index.ts'
import {bench, summary} from '../../support/controller-bench.ts'

const all = flowControl().map(({resource, object}): [string, KubeObject] => [resource.resource, object])
const changed = (name: string, metadata: Partial<KubeObject['metadata']>, spec: object): [string, KubeObject][] =>
  all.map(([collection, object]) =>
    object.kind === 'FlowSchema' && object.metadata.name === name
      ? [
          collection,
          {...object, metadata: {...object.metadata, ...metadata}, spec: {...(object['spec'] as object), ...spec}},
        ]
      : [collection, object],
  )

describe('flow control', () => {
  it('is left alone where it is what the server brings', async () => {
    const at = bench(...all)
    assert.deepEqual(await at.run(createFlowControlKeeper), [])
    await at.close()
  })

  it('is made again where something is missing', async () => {
    const at = bench(...all.filter(([, {metadata}]) => metadata.name !== 'probes'))
    assert.deepEqual(summary(await at.run(createFlowControlKeeper)), ['create flowschemas probes'])
    await at.close()
  })

  for (const {name, given, expected} of [
    {
      name: 'a suggested schema that is kept up to date',
      given: changed('probes', {}, {matchingPrecedence: 7}),
      expected: {precedence: 2, flag: 'true'},
    },
    {
      name: 'a mandatory schema whose users want to keep it',
      given: changed('catch-all', {annotations: {[autoUpdate]: 'false'}}, {matchingPrecedence: 7}),
      expected: {precedence: 10_000, flag: 'true'},
    },
    {
      name: 'a changed schema that does not say whose it is',
      given: changed('probes', {annotations: {}, generation: 2}, {matchingPrecedence: 7}),
      expected: {precedence: 7, flag: 'false'},
    },
  ])
    it(`gives back its spec to, or marks, ${name}`, async () => {
      const at = bench(...given)

      const writes = await at.run(createFlowControlKeeper)

      assert.equal(writes.length, 1)
      const {metadata, spec} = writes[0]!.object as KubeObject & {spec: {matchingPrecedence: number}}
      assert.deepEqual({precedence: spec.matchingPrecedence, flag: metadata.annotations?.[autoUpdate]}, expected)
      await at.close()
    })

  it('says which schemas lead nowhere', async () => {
    const at = bench(...all.filter(([, {metadata}]) => metadata.name !== 'workload-low'))

    await at.run(createFlowSchemaStatus)

    const states = (at.api.all('flowschemas') as (KubeObject & {status: {conditions: {status: string}[]}})[])
      .filter(({status}) => status.conditions[0]?.status === 'True')
      .map(({metadata}) => metadata.name)
    assert.deepEqual(states, ['service-accounts'])
    await at.close()
  })
})
