import type {ImageDefinition} from './image.ts'

/** Images that are for kubectl: what runs there is the command line itself. */
export const kubectlImages: ImageDefinition[] = [
  {
    repository: 'registry.k8s.io/kubectl',
    family: 'none',
    entrypoint: ['/bin/kubectl'],
    sizeBytes: 20_500_000,
    versions: {1: 34},
    executables: ['/bin/kubectl'],
  },
  ...['bitnami', 'bitnamilegacy'].map(
    (owner): ImageDefinition => ({
      repository: `docker.io/${owner}/kubectl`,
      family: 'debian',
      entrypoint: ['kubectl'],
      command: ['--help'],
      env: {
        HOME: '/',
        PATH: '/opt/bitnami/kubectl/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        BITNAMI_APP_NAME: 'kubectl',
      },
      uid: 1001,
      sizeBytes: 118_000_000,
      versions: {1: 34},
      executables: ['/opt/bitnami/kubectl/bin/kubectl'],
    }),
  ),
  {
    repository: 'docker.io/rancher/kubectl',
    family: 'none',
    entrypoint: ['/bin/kubectl'],
    uid: 1000,
    sizeBytes: 21_000_000,
    versions: {1: 34},
    executables: ['/bin/kubectl'],
  },
  {
    repository: 'docker.io/alpine/k8s',
    family: 'alpine',
    command: ['bash'],
    workingDir: '/apps',
    sizeBytes: 320_000_000,
    versions: {1: 34},
    executables: ['/usr/bin/kubectl', '/usr/bin/curl', '/bin/bash'],
    folders: ['/apps'],
  },
  {
    repository: 'docker.io/dtzar/helm-kubectl',
    family: 'alpine',
    command: ['bash'],
    sizeBytes: 110_000_000,
    executables: ['/usr/local/bin/kubectl', '/bin/bash', '/usr/bin/curl'],
    workingDir: '/config',
    folders: ['/config'],
  },
  {
    repository: 'docker.io/portainer/kubectl-shell',
    family: 'alpine',
    command: ['bash'],
    sizeBytes: 90_000_000,
    executables: ['/usr/local/bin/kubectl', '/bin/bash', '/usr/bin/curl'],
  },
]

const others = new Map<string, ImageDefinition>()

/** Whoever else calls an image kubectl has it run that. */
export function kubectlImage(repository: string): ImageDefinition | undefined {
  if (!/[/-]kubectl$/.test(repository)) return undefined
  const made = others.get(repository) ?? {
    repository,
    family: 'alpine' as const,
    entrypoint: ['kubectl'],
    sizeBytes: 60_000_000,
    executables: ['/usr/local/bin/kubectl'],
  }
  others.set(repository, made)
  return made
}
