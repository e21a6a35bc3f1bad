import assert from 'node:assert/strict'
import {after} from '../../../src/client/machine/timers.ts'

describe('timers of the machine', () => {
  it('wait as long as they can where they are to wait for longer', async () => {
    const warnings: string[] = []
    const warned = ({name}: Error) => warnings.push(name)
    process.on('warning', warned)

    const timer = after(1_000 * 3_600_000, () => warnings.push('called back'))
    // Node tells in the next tick that it will not wait.
    await new Promise(resolve => setImmediate(resolve))

    timer.cancel()
    process.off('warning', warned)
    assert.deepEqual(warnings, [])
  })
})
