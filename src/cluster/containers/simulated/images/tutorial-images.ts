import type {ImageDefinition} from './image.ts'

const samples = (name: string, ports: number[], more: Partial<ImageDefinition> = {}): ImageDefinition => ({
  repository: `gcr.io/google-samples/${name}`,
  family: 'debian',
  entrypoint: [`/app/${name}`],
  executables: [`/app/${name}`, '/usr/bin/curl'],
  ports,
  sizeBytes: 60_000_000,
  ...more,
})

const bootcamp = (repository: string): ImageDefinition => ({
  repository,
  family: 'debian',
  entrypoint: ['/app/kubernetes-bootcamp'],
  executables: ['/app/kubernetes-bootcamp', '/usr/bin/curl'],
  ports: [8080],
  sizeBytes: 85_000_000,
  tags: ['v1', 'v2', 'v3'],
  versions: {},
})

const networkTools = (repository: string, command: string[]): ImageDefinition => ({
  repository,
  family: 'alpine',
  command,
  sizeBytes: 90_000_000,
  executables: ['bash', 'curl', 'dig', 'host', 'ss', 'traceroute', 'jq'].map(name => `/usr/bin/${name}`),
})

/** Of Kubernetes' own tutorials and tasks, and others that are made to be looked at. */
export const tutorialImages: ImageDefinition[] = [
  networkTools('docker.io/nicolaka/netshoot', ['bash']),
  networkTools('docker.io/infoblox/dnstools', ['/bin/sh']),
  bootcamp('gcr.io/google-samples/kubernetes-bootcamp'),
  bootcamp('gcr.io/k8s-minikube/kubernetes-bootcamp'),
  bootcamp('docker.io/jocatalin/kubernetes-bootcamp'),
  samples('hello-app', [8080], {family: 'none', executables: ['/app/hello-app']}),
  samples('node-hello', [8080]),
  samples('hello-go-gke', [80]),
  samples('hello-frontend', [80]),
  samples('gb-frontend', [80]),
  samples('gb-redis-follower', [6379], {
    entrypoint: ['/usr/local/bin/redis-server', '--replicaof', 'redis-leader', '6379'],
    executables: ['/usr/local/bin/redis-server', '/usr/local/bin/redis-cli'],
  }),
  {
    repository: 'docker.io/kicbase/echo-server',
    family: 'none',
    entrypoint: ['/bin/echo-server'],
    executables: ['/bin/echo-server'],
    ports: [8080],
    sizeBytes: 4_940_000,
  },
  {
    repository: 'registry.k8s.io/liveness',
    family: 'none',
    entrypoint: ['/agnhost', 'liveness'],
    executables: ['/agnhost'],
    ports: [8080],
    sizeBytes: 4_000_000,
  },
  ...['registry.k8s.io/ingress-nginx', 'docker.io/jettech', 'ghcr.io/jkroepke'].map(
    (registry): ImageDefinition => ({
      repository: `${registry}/kube-webhook-certgen`,
      family: 'none',
      entrypoint: ['/kube-webhook-certgen'],
      executables: ['/kube-webhook-certgen'],
      uid: 65532,
      sizeBytes: 21_000_000,
    }),
  ),
  {
    repository: 'registry.k8s.io/dra-example-driver/dra-example-driver',
    family: 'none',
    entrypoint: [],
    executables: ['/usr/bin/dra-example-kubeletplugin'],
    sizeBytes: 60_000_000,
  },
  {
    repository: 'docker.io/vish/stress',
    family: 'none',
    entrypoint: ['/stress', '-logtostderr'],
    executables: ['/stress'],
    sizeBytes: 1_580_000,
  },
]
