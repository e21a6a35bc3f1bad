import type {ImageDefinition} from './image.ts'

/** Programs of examples and tutorials. */
export const exampleImages: ImageDefinition[] = [
  {
    repository: 'docker.io/curlimages/curl',
    family: 'alpine',
    entrypoint: ['/entrypoint.sh'],
    command: ['curl'],
    uid: 100,
    sizeBytes: 9466382,
    executables: ['/usr/bin/curl', '/entrypoint.sh'],
  },
  {
    repository: 'docker.io/traefik/whoami',
    family: 'none',
    entrypoint: ['/whoami'],
    ports: [80],
    sizeBytes: 2989312,
    executables: ['/whoami'],
  },
  {
    repository: 'docker.io/hashicorp/http-echo',
    family: 'none',
    entrypoint: ['/http-echo'],
    uid: 65532,
    ports: [5678],
    sizeBytes: 2813109,
    executables: ['/http-echo'],
  },
  {
    repository: 'docker.io/polinux/stress',
    family: 'alpine',
    sizeBytes: 4041495,
    executables: ['/usr/local/bin/stress'],
  },
  {repository: 'registry.k8s.io/busybox', family: 'busybox', command: ['sh'], sizeBytes: 732685},
  {
    repository: 'registry.k8s.io/echoserver',
    family: 'debian',
    command: ['/usr/local/bin/run.sh'],
    ports: [8080],
    sizeBytes: 46237695,
    executables: ['/usr/local/bin/run.sh'],
  },
  {
    repository: 'registry.k8s.io/hpa-example',
    family: 'debian',
    command: ['apache2-foreground'],
    ports: [80],
    sizeBytes: 163681202,
    executables: ['/usr/local/bin/apache2-foreground'],
    files: {'/var/www/html/index.php': 'OK!'},
  },
]
