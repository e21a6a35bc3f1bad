import type {Container, Pod} from '../../../api/kinds.ts'
import type {NodeDisk} from '../../containers/node-disk.ts'
import {ConfigError} from './environment.ts'

/** Where kubelets look for profiles of system calls, and where a kernel says which of AppArmor's it has. */
const seccompFolder = '/var/lib/kubelet/seccomp'
const loadedProfiles = '/sys/kernel/security/apparmor/profiles'

/** A runtime that cannot make a container as it is asked to. */
class CreateError extends ConfigError {
  override readonly reason = 'CreateContainerError'
}

/** Throws a CreateError, in containerd's words, where a container is to be held to a profile that its node does not have. */
export async function checkProfiles(pod: Pod, container: Container, {disk, node}: {disk: NodeDisk; node: string}) {
  const seccomp = container.securityContext?.seccompProfile ?? pod.spec!.securityContext?.seccompProfile
  if (seccomp?.type === 'Localhost') {
    const path = `${seccompFolder}/${seccomp.localhostProfile}`
    if ((await disk.read(path, node)) === undefined)
      throw new CreateError(
        `failed to create containerd container: cannot load seccomp profile "${path}": open ${path}: no such file or directory`,
      )
  }
  const appArmor = container.securityContext?.appArmorProfile ?? pod.spec!.securityContext?.appArmorProfile
  if (appArmor?.type !== 'Localhost') return
  const name = appArmor.localhostProfile!
  const loaded = (await disk.read(loadedProfiles, node)) ?? ''
  if (!loaded.split('\n').some(line => line.replace(/ \(\w+\)$/, '') === name))
    throw new CreateError(
      `failed to get container spec opts: failed to generate apparmor spec opts: apparmor profile not found ${name}`,
    )
}
