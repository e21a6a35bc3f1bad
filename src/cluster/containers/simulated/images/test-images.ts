import type {ImageDefinition} from './image.ts'
import {nginxPage} from './web-images.ts'

/** Images of Kubernetes' own tests. */
export const testImages: ImageDefinition[] = [
  {
    repository: 'registry.k8s.io/e2e-test-images/agnhost',
    family: 'alpine',
    entrypoint: ['/agnhost'],
    command: ['pause'],
    sizeBytes: 53051013,
    users: [
      {
        name: 'user-defined-in-image',
        uid: 1000,
        gid: 1000,
        groups: [{name: 'group-defined-in-image', gid: 50000}],
      },
    ],
    executables: ['/agnhost', '/agnhost-2', '/usr/bin/curl', '/usr/bin/dig'],
  },
  {
    repository: 'registry.k8s.io/e2e-test-images/jessie-dnsutils',
    family: 'debian',
    command: ['sleep', '1000000'],
    sizeBytes: 116_000_000,
    executables: ['/usr/bin/dig', '/usr/bin/nslookup', '/usr/bin/host'],
  },
  {
    repository: 'registry.k8s.io/e2e-test-images/nonroot',
    family: 'busybox',
    command: ['sh'],
    uid: 1234,
    sizeBytes: 2_200_000,
  },
  {
    repository: 'registry.k8s.io/e2e-test-images/nonewprivs',
    family: 'alpine',
    command: ['/nnp'],
    sizeBytes: 3_200_000,
    executables: ['/nnp'],
  },
  ...['nautilus', 'kitten'].map(
    (name): ImageDefinition => ({
      repository: `registry.k8s.io/e2e-test-images/${name}`,
      family: 'alpine',
      command: ['/test-webserver'],
      ports: [80],
      sizeBytes: 5_000_000,
      executables: ['/test-webserver'],
      files: {'/data.json': `{"image":"${name}.jpg"}\n`},
    }),
  ),
  {repository: 'registry.k8s.io/e2e-test-images/busybox', family: 'busybox', command: ['sh'], sizeBytes: 732685},
  {
    repository: 'registry.k8s.io/e2e-test-images/httpd',
    family: 'alpine',
    command: ['httpd-foreground'],
    ports: [80],
    sizeBytes: 41902332,
    executables: ['/usr/local/bin/httpd-foreground'],
    files: {'/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n'},
  },
  {
    repository: 'registry.k8s.io/e2e-test-images/nginx',
    family: 'alpine',
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    ports: [80],
    sizeBytes: 7405301,
    executables: ['/usr/sbin/nginx', '/docker-entrypoint.sh'],
    files: {'/usr/share/nginx/html/index.html': nginxPage('Welcome to nginx!')},
  },
]
