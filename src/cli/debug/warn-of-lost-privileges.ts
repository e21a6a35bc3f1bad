import type {Container, Pod} from '../../api/kinds.ts'
import type {DebugInvocation} from './debug.ts'

/** Capabilities are of little use to a container that does not run as root. */
export function warnOfLostPrivileges(
  invocation: DebugInvocation,
  {securityContext}: Pick<Container, 'securityContext'>,
  {spec}: Pod,
): void {
  const podUser = spec?.securityContext?.runAsUser ?? 0
  const isRoot = securityContext?.runAsUser === 0
  const asksForMore = securityContext?.privileged || (securityContext?.capabilities?.add?.length ?? 0) > 0
  if (podUser === 0 || isRoot || !asksForMore) return
  invocation.err(
    'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n',
  )
}
