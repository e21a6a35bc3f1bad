import {ByteQueue} from '../../src/cluster/containers/connection.ts'
import type {ContainerConfig} from '../../src/cluster/containers/container.ts'
import {simulatedPods} from './simulated-pods.ts'

/** What to do at a terminal: type text, let milliseconds of the cluster's time go by, or change its size. */
export type Step = string | number | {width: number; height: number}

/** Runs a command at a terminal of a container, types into it step by step, and returns what was to be seen (line ends as text has them) and how it ended. */
export async function typedSession(
  command: string[],
  steps: readonly Step[],
  config: Partial<ContainerConfig> = {},
): Promise<{screen: string; exitCode?: number}> {
  const {runtime, start, pass, activity} = simulatedPods({seed: 'terminal'})
  const {containers} = await start([{command: ['sleep', '100000'], ...config}], {hostname: 'web'})
  const keyboard = new ByteQueue()
  const changes: {width: number; height: number}[] = []
  let changed = () => {}
  const sizes = {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const size = changes.shift()
        if (size) yield size
        else
          await new Promise<void>(resolve => {
            changed = resolve
          })
      }
    },
  }
  const shown: Uint8Array[] = []
  const put = (data: Uint8Array) => void shown.push(data)
  const ended = runtime.exec(containers[0]!, command, {
    stdin: keyboard,
    stdout: put,
    stderr: put,
    tty: true,
    resize: sizes,
  })
  for (const step of steps) {
    await activity.settled()
    await turns()
    if (typeof step === 'string') keyboard.push(Buffer.from(step))
    else if (typeof step === 'number') await pass(step)
    else {
      changes.push(step)
      changed()
    }
  }
  await turns()
  await activity.settled()
  const exitCode = await Promise.race([ended, turns(200).then(() => undefined)])
  await runtime.close()
  const screen = Buffer.concat(shown).toString().replaceAll('\r\n', '\n')
  return {screen, ...(exitCode !== undefined && {exitCode})}
}

/** Lets what is ready run. */
async function turns(count = 50): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(resolve => setImmediate(resolve))
}
