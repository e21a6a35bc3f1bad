import type {ContainerStatus} from '../container.ts'
import type {SimulatedContainer} from './simulated-container.ts'

/** A container as the runtime's callers see it. */
export function containerStatus({record, around, uid, gid, groups}: SimulatedContainer): ContainerStatus {
  const {id, sandboxId, state, createdAt, startedAt, finishedAt, exitCode, reason, message, terminationMessage} = record
  const {name, attempt, image} = record.config
  return {
    id,
    sandboxId,
    name,
    attempt,
    state,
    createdAt,
    image,
    imageRef: around.image.status.repoDigests[0]!,
    user: {uid, gid, supplementalGroups: groups},
    ...(startedAt !== undefined && {startedAt}),
    ...(finishedAt !== undefined && {finishedAt}),
    ...(exitCode !== undefined && {exitCode}),
    ...(reason !== undefined && {reason}),
    ...(message !== undefined && {message}),
    ...(terminationMessage !== undefined && {terminationMessage}),
  }
}
