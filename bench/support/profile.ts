import {writeFileSync} from 'node:fs'
import {Session} from 'node:inspector/promises'
import {join} from 'node:path'

/**
 * Does the work. With PROFILE=<folder> in the environment, writes where its time goes to <folder>/<name>.cpuprofile; with ALLOCATIONS=<folder>, who made
 * what it left to the collector to <folder>/<name>.heapprofile. Both are for Chrome's or an editor's profile viewer.
 */
export async function profiled<T>(name: string, work: () => Promise<T>): Promise<T> {
  const {PROFILE, ALLOCATIONS} = process.env
  if (PROFILE) return recorded(processorTime, join(PROFILE, `${name}.cpuprofile`), work)
  if (ALLOCATIONS) return recorded(allocations, join(ALLOCATIONS, `${name}.heapprofile`), work)
  return work()
}

interface Recording {
  start(session: Session): Promise<unknown>
  stop(session: Session): Promise<{profile: object}>
}

const processorTime: Recording = {
  async start(session) {
    await session.post('Profiler.enable')
    await session.post('Profiler.start')
  },
  stop: session => session.post('Profiler.stop'),
}

/** One object in 32 KB, also of those that are gone by the end. */
const allocations: Recording = {
  start: session =>
    session.post('HeapProfiler.startSampling', {
      samplingInterval: 32 * 1024,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    }),
  stop: session => session.post('HeapProfiler.stopSampling'),
}

async function recorded<T>(recording: Recording, file: string, work: () => Promise<T>): Promise<T> {
  const session = new Session()
  session.connect()
  await recording.start(session)
  try {
    return await work()
  } finally {
    const {profile} = await recording.stop(session)
    writeFileSync(file, JSON.stringify(profile))
    console.log(`profile   ${file}`)
    session.disconnect()
  }
}
