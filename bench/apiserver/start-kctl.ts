import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {join} from 'node:path'
import {createInterface} from 'node:readline'
import {heapOptions} from '../../src/cluster/daemon/heap-options.ts'
import {built} from '../support/build.ts'
import type {Server} from './server.ts'

/** kctl's API server in a process of its own. */
export async function startKctl(folder: string): Promise<Server> {
  const child = spawn(
    process.execPath,
    [...heapOptions({nodes: 3, given: []}), join(built, 'apiserver/serve-kctl.mjs'), folder],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const lines = createInterface({input: child.stdout})
  const failed = once(child, 'exit').then(() => {
    throw new Error('the server did not start')
  })
  const [line] = (await Promise.race([once(lines, 'line'), failed])) as [string]
  failed.catch(() => undefined)
  const {pid, ...said} = JSON.parse(line) as {port: number; pid: number; certificate: string; key: string}
  lines.on('line', text => console.log(text))
  return {
    name: 'kctl',
    ...said,
    pids: [pid],
    async stop() {
      const gone = once(child, 'exit')
      child.stdin.end()
      await gone
    },
  }
}
