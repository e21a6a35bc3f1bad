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
    const own = await Promise.all(Array.from({length: 110}, (_, pod) => users(`own-${pod}`, true)))
    for (const line of own) assert.match(line, /^ {9}0 +\d+ +65536\n$/)
    assert.equal(new Set(own).size, own.length)
  })
})
