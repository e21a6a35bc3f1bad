import {Client} from '../../client/client.ts'
import type {ClusterHome} from '../../client/embedded/cluster-home.ts'
import {findServer} from '../../client/embedded/socket-transport.ts'
import {type ClockReading, controlRoot} from '../daemon/control.ts'
import {openEmbedded} from '../open/open-embedded.ts'

export type ClockAction = 'read' | 'pause' | 'resume' | {advance: number}

/** How long to wait for a command that still has the cluster; milliseconds. */
const lockWait = 60_000

/** Does something with the cluster's clock, in the daemon if one runs, else here. */
export async function clusterClock(
  home: ClusterHome,
  action: ClockAction,
): Promise<ClockReading & {instants?: number}> {
  const server = await findServer(home)
  if (server) {
    const client = new Client(server)
    const name = typeof action === 'object' ? 'advance' : action
    const response = await client.send({
      method: action === 'read' ? 'GET' : 'POST',
      url: action === 'read' ? `${controlRoot}/clock` : `${controlRoot}/clock/${name}`,
      ...(typeof action === 'object' && {body: {milliseconds: action.advance}}),
    })
    await server.close()
    if (response.body.type !== 'object') throw new TypeError('the daemon did not answer with an object')
    return response.body.object as unknown as ClockReading
  }
  return hereAndNow(home, action)
}

async function hereAndNow(home: ClusterHome, action: ClockAction): Promise<ClockReading & {instants?: number}> {
  const {cluster, lock} = await openEmbedded(home, {})
  try {
    if (!(await lock.acquire({wait: lockWait, role: 'one-shot'})))
      throw new Error(`cluster "${home.name}" is busy; try again`)
    const {engine} = cluster
    await engine.start()
    if (action === 'pause') await engine.pause()
    else if (action === 'resume') await engine.resume()
    const instants = typeof action === 'object' ? {instants: await engine.advance(action.advance)} : {}
    const reading = engine.reading
    await engine.stop()
    return {...reading, ...instants}
  } finally {
    lock.release()
    await cluster.close()
  }
}
