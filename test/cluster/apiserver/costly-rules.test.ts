import assert from 'node:assert/strict'
import {inTurns} from '../../../src/cluster/apiserver/cost-turns.ts'
import {answered, startCustomServer} from '../../support/custom-server.ts'

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const things = '/apis/example.com/v1/namespaces/default/things'
const rules = 8

/** Each looks at every pair of a list's items. */
const definition = {
  metadata: {name: 'things.example.com'},
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: {plural: 'things', kind: 'Thing'},
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {list: {type: 'array', maxItems: 110, items: {type: 'integer'}}},
                'x-kubernetes-validations': Array.from({length: rules}, (_, index) => ({
                  rule: `self.list.all(x, self.list.all(y, x + y != -${index + 1}))`,
                })),
              },
            },
          },
        },
      },
    ],
  },
}

/** How many times the event loop goes round while something is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let next = setImmediate(function count() {
    turns += 1
    next = setImmediate(count)
  })
  await work()
  clearImmediate(next)
  return turns
}

describe('rules of custom resources', () => {
  it('let others have their turns when they cost much', async () => {
    const api = await startCustomServer()
    await api.send('POST', definitions, definition)
    await api.activity.settled()
    const create = (name: string, length: number) => {
      const list = Array.from({length}, (_, index) => index)
      return answered(api, 'POST', things, {
        apiVersion: 'example.com/v1',
        kind: 'Thing',
        metadata: {name},
        spec: {list},
      })
    }

    const cheap = await turnsDuring(async () => assert.equal((await create('small', 2)).status, 201))
    const costly = await turnsDuring(async () => assert.equal((await create('large', 110)).status, 201))

    assert.ok(costly - cheap >= rules, `${costly} turns, ${cheap} where they cost little`)
    await api.close()
  })

  it('are done with at once when they cost little', () => {
    const work = (function* () {
      yield 1000
      return 'done'
    })()

    assert.equal(inTurns(work), 'done')
  })
})
