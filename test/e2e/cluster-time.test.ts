import assert from 'node:assert/strict'
import {type KctlHome, makeKctlHome} from '../support/kctl-process.ts'

/** How the cluster is reached: by a command of its own, or through a daemon's socket. */
const ways = [
  {name: 'in the command', start: async () => {}},
  {
    name: 'in a daemon',
    start: async (home: KctlHome) => {
      assert.equal((await home.kctl('cluster', 'start', '--port', '0')).code, 0)
    },
  },
]

describe("ages in the cluster's time", function () {
  this.timeout(60_000)
  let home: KctlHome
  beforeEach(() => {
    home = makeKctlHome()
  })
  afterEach(() => home.remove())

  for (const {name, start} of ways)
    it(`are right after the clock was moved, ${name}`, async () => {
      await start(home)
      await home.kctl('clock', 'advance', '3h')
      await home.kctl('run', 'web', '--image=nginx')
      await home.kctl('clock', 'advance', '10m')

      const described = await home.kctl('describe', 'pod', 'web')
      const events = await home.kctl('events', '--for', 'pod/web')
      const plain = await home.kctl('get', 'pod', 'web', '--server-print=false', '--no-headers')

      assert.match(described.stdout, /^ {2}Normal {2}Scheduled +10m /m)
      assert.match(events.stdout, /^10m\S* +Normal +Scheduled /m)
      assert.match(plain.stdout, /^web +10m/)
    })
})
