import type {ContainerStatus} from '../container-runtime.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** A container as the runtime's callers see it. */
export function containerStatus({record, around, uid}: SimulatedContainer): ContainerStatus {
  const {id, sandboxId, state, createdAt, startedAt, finishedAt, exitCode, reason, message, terminationMessage} = record
  const {name, attempt, image, runAsGroup = 0} = record.config
  return {
    id,
    sandboxId,
    name,
    attempt,
    state,
    createdAt,
    image,
    imageRef: around.image.status.repoDigests[0]!,
    user: {uid, gid: runAsGroup, supplementalGroups: [runAsGroup]},
    ...(startedAt !== undefined && {startedAt}),
    ...(finishedAt !== undefined && {finishedAt}),
    ...(exitCode !== undefined && {exitCode}),
    ...(reason !== undefined && {reason}),
    ...(message !== undefined && {message}),
    ...(terminationMessage !== undefined && {terminationMessage}),
  }
}
