import assert from 'node:assert/strict'
import {simulatedPods} from '../../../support/simulated-pods.ts'

const container = {command: ['sleep', 'infinity']}

describe('users of a pod', () => {
  it('are its node’s or, if it has its own, others for each pod', async () => {
    const {start, runtime} = simulatedPods()
    const users = async (uid: string, hasOwnUsers: boolean) => {
      const {containers} = await start([container], {uid, name: uid, ...(hasOwnUsers && {hasOwnUsers})})
      return (await runtime.execSync(containers[0]!, ['cat', '/proc/self/uid_map'])).stdout
    }

    assert.equal(await users('a', false), '         0          0 4294967295\n')
    assert.equal(await users('b', true), '         0      65536      65536\n')
    assert.equal(await users('c', true), '         0     131072      65536\n')
  })
})
