import assert from 'node:assert/strict'
import {OwnProgramRuns} from '../../src/cluster/containers/own-program-runs.ts'
import {Activity} from '../../src/cluster/runtime/activity.ts'
import {whileProgramRuns} from '../../src/cluster/while-program-runs.ts'

const program = 'kube-scheduler'

/** What is done while the program runs, as a list of starts and stops. */
async function start({wasThere, before}: {wasThere: boolean; before?: (runs: OwnProgramRuns) => void}) {
  const runs = new OwnProgramRuns()
  before?.(runs)
  const activity = new Activity()
  const seen: string[] = []
  const create = () => [
    {name: 'part', start: async () => void seen.push('start'), stop: async () => void seen.push('stop')},
  ]
  const component = whileProgramRuns({program, runs, activity, create, restored: async () => wasThere})
  await component.start()
  return {runs, component, seen: () => activity.settled().then(() => seen.splice(0))}
}

describe('what a program of the control plane does', () => {
  it('begins at once in a new cluster, and goes on when the container is there', async () => {
    const {runs, seen} = await start({wasThere: false})
    const first = await seen()
    runs.begins(program).acts()

    assert.deepEqual(first, ['start'])
    assert.deepEqual(await seen(), [])
  })

  it('does not begin where containers were there before, but none of its own', async () => {
    const {runs, seen} = await start({wasThere: true})
    runs.begins('etcd').acts()
    const first = await seen()
    runs.begins(program).acts()

    assert.deepEqual(first, [])
    assert.deepEqual(await seen(), ['start'])
  })

  it('does not begin for a container that ends before it has found what it needs', async () => {
    const {runs, seen} = await start({wasThere: true})
    runs.begins(program).ends()

    assert.deepEqual(await seen(), [])
  })

  it('ends with its last container, and begins anew with the next', async () => {
    const {runs, seen} = await start({wasThere: false})
    const [one, two] = [runs.begins(program), runs.begins(program)]
    one.acts()
    two.acts()
    one.ends()
    const both = await seen()
    two.ends()
    const none = await seen()
    runs.begins(program).acts()

    assert.deepEqual(both, ['start'])
    assert.deepEqual(none, ['stop'])
    assert.deepEqual(await seen(), ['start'])
  })

  it('ends for good with the cluster', async () => {
    const {runs, component, seen} = await start({wasThere: false})
    await component.stop()
    runs.begins(program).acts()

    assert.deepEqual(await seen(), ['start', 'stop'])
  })
})
