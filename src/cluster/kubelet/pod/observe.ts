import {ignoring} from '../../../api/status-error.ts'
import {RuntimeError} from '../../containers/runtime-error.ts'
import {stopProbesOf} from './container-probes.ts'
import type {ContainerTrack} from './container-track.ts'
import type {PodWork} from './pod-work.ts'

/** Reads the state of every instance that may have changed, and the last words of those that ended. */
export async function observe(work: PodWork): Promise<void> {
  for (const track of work.tracks) {
    if (!track.current || track.messages.has(track.current.id)) continue
    if (track.current.state !== 'Exited')
      track.current = await work.runtime.containerStatus(track.current.id).catch(ignoring(isGone))
    if (track.current?.state !== 'Exited') continue
    track.stopping = false
    const message = await lastWords(work, track)
    track.messages = new Map([...track.messages].slice(-1))
    track.messages.set(track.current.id, message)
    stopProbesOf(work, track)
  }
}

const isGone = (error: unknown): boolean => error instanceof RuntimeError && error.code === 'NotFound'

async function lastWords({runtime}: PodWork, {spec, current}: ContainerTrack): Promise<string> {
  const {id, exitCode, terminationMessage, message = ''} = current!
  if (terminationMessage) return terminationMessage
  const fromLog = spec.terminationMessagePolicy === 'FallbackToLogsOnError' && exitCode !== 0
  return (fromLog && (await runtime.logTail(id, 80, 2048))) || message
}
