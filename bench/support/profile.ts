import {writeFileSync} from 'node:fs'
import {Session} from 'node:inspector/promises'
import {join} from 'node:path'

/** Does the work; with PROFILE=<folder> in the environment, writes where its time goes to <folder>/<name>.cpuprofile, for Chrome's or an editor's profile viewer. */
export async function profiled<T>(name: string, work: () => Promise<T>): Promise<T> {
  const folder = process.env['PROFILE']
  if (!folder) return work()
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  try {
    return await work()
  } finally {
    const {profile} = await session.post('Profiler.stop')
    const file = join(folder, `${name}.cpuprofile`)
    writeFileSync(file, JSON.stringify(profile))
    console.log(`profile   ${file}`)
    session.disconnect()
  }
}
