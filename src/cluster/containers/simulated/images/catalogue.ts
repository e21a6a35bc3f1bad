import type {ImageDefinition} from './image.ts'

const library = (name: string, definition: Omit<ImageDefinition, 'repository'>): ImageDefinition => ({
  repository: `docker.io/library/${name}`,
  ...definition,
})

const nginxPage = (title: string): string => `<!DOCTYPE html>
<html>
<head>
<title>${title}</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>${title}</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`

const pythonPath = '/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const debianReleases = ['bookworm', 'bullseye', 'trixie', 'buster', 'sid', 'stable', 'testing', 'oldstable', 'unstable']

/** A program of the cluster itself: it runs in this process, its container says that it is well. */
const controlPlane = (
  name: string,
  path: string,
  sizeBytes: number,
  ports: number[],
  tools: string[] = [],
): ImageDefinition[] => [
  {
    repository: `registry.k8s.io/${name}`,
    family: 'none',
    entrypoint: [path],
    ports,
    sizeBytes,
    executables: [path, ...tools],
  },
]

/** The images that people use in examples. Whatever is not here runs too, but idles. */
export const catalogue: ImageDefinition[] = [
  library('busybox', {family: 'busybox', command: ['sh'], sizeBytes: 2223659, versions: {1: 37}}),
  library('alpine', {
    family: 'alpine',
    command: ['/bin/sh'],
    sizeBytes: 3653068,
    versions: {2: 7, 3: 22},
    tags: ['edge'],
  }),
  library('bash', {
    family: 'alpine',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['bash'],
    sizeBytes: 6480105,
    versions: {3: 2, 4: 4, 5: 3},
    executables: ['/usr/local/bin/bash', '/usr/local/bin/docker-entrypoint.sh'],
  }),
  library('nginx', {
    family: 'debian',
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    env: {NGINX_VERSION: '1.27.5', NJS_VERSION: '0.8.10', PKG_RELEASE: '1~bookworm'},
    ports: [80],
    sizeBytes: 72404038,
    versions: {1: 29},
    tags: ['mainline', 'stable'],
    executables: ['/usr/sbin/nginx', '/docker-entrypoint.sh', '/usr/bin/curl'],
    folders: ['/var/cache/nginx', '/var/log/nginx'],
    files: {
      '/usr/share/nginx/html/index.html': nginxPage('Welcome to nginx!'),
      '/usr/share/nginx/html/50x.html':
        '<!DOCTYPE html>\n<html>\n<head>\n<title>Error</title>\n</head>\n<body>\n<h1>An error occurred.</h1>\n</body>\n</html>\n',
      '/etc/nginx/nginx.conf':
        'user  nginx;\nworker_processes  auto;\n\nerror_log  /var/log/nginx/error.log notice;\npid        /run/nginx.pid;\n\nevents {\n    worker_connections  1024;\n}\n\nhttp {\n    include       /etc/nginx/mime.types;\n    default_type  application/octet-stream;\n    sendfile        on;\n    keepalive_timeout  65;\n    include /etc/nginx/conf.d/*.conf;\n}\n',
      '/etc/nginx/conf.d/default.conf':
        'server {\n    listen       80;\n    server_name  localhost;\n\n    location / {\n        root   /usr/share/nginx/html;\n        index  index.html index.htm;\n    }\n\n    error_page   500 502 503 504  /50x.html;\n    location = /50x.html {\n        root   /usr/share/nginx/html;\n    }\n}\n',
    },
  }),
  library('httpd', {
    family: 'debian',
    command: ['httpd-foreground'],
    env: {HTTPD_PREFIX: '/usr/local/apache2', PATH: `/usr/local/apache2/bin:${pythonPath}`},
    workingDir: '/usr/local/apache2',
    ports: [80],
    sizeBytes: 58698014,
    versions: {2: 4},
    executables: [
      '/usr/local/apache2/bin/httpd',
      '/usr/local/apache2/bin/httpd-foreground',
      '/usr/local/bin/httpd-foreground',
    ],
    files: {'/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n'},
  }),
  library('redis', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['redis-server'],
    env: {REDIS_VERSION: '7.4.2'},
    workingDir: '/data',
    ports: [6379],
    sizeBytes: 45006722,
    versions: {2: 8, 3: 2, 4: 0, 5: 0, 6: 2, 7: 4, 8: 4},
    executables: ['/usr/local/bin/redis-server', '/usr/local/bin/redis-cli', '/usr/local/bin/docker-entrypoint.sh'],
  }),
  library('postgres', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['postgres'],
    env: {PGDATA: '/var/lib/postgresql/data', LANG: 'en_US.utf8'},
    ports: [5432],
    sizeBytes: 155384571,
    versions: {9: 6, 10: 23, 11: 22, 12: 22, 13: 23, 14: 20, 15: 15, 16: 11, 17: 7, 18: 1},
    executables: ['/usr/bin/postgres', '/usr/bin/psql', '/usr/bin/pg_isready', '/usr/local/bin/docker-entrypoint.sh'],
  }),
  library('mysql', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mysqld'],
    ports: [3306, 33060],
    sizeBytes: 233405931,
    versions: {5: 7, 8: 4, 9: 5},
    tags: ['lts', 'innovation', 'oracle'],
    executables: [
      '/usr/sbin/mysqld',
      '/usr/bin/mysql',
      '/usr/bin/mysqladmin',
      '/usr/bin/mysqldump',
      '/usr/local/bin/docker-entrypoint.sh',
    ],
  }),
  library('mariadb', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mariadbd'],
    ports: [3306],
    sizeBytes: 109462307,
    versions: {10: 11, 11: 8, 12: 1},
    tags: ['lts'],
    executables: [
      '/usr/sbin/mariadbd',
      '/usr/bin/mariadb',
      '/usr/bin/mariadb-admin',
      '/usr/local/bin/docker-entrypoint.sh',
    ],
  }),
  library('mongo', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['mongod'],
    ports: [27017],
    sizeBytes: 287632013,
    versions: {3: 6, 4: 4, 5: 0, 6: 0, 7: 0, 8: 2},
    executables: ['/usr/bin/mongod', '/usr/bin/mongosh', '/usr/bin/mongo', '/usr/local/bin/docker-entrypoint.sh'],
  }),
  library('memcached', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['memcached'],
    uid: 11211,
    ports: [11211],
    sizeBytes: 31474906,
    versions: {1: 6},
    executables: ['/usr/local/bin/memcached', '/usr/local/bin/docker-entrypoint.sh'],
  }),
  library('rabbitmq', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['rabbitmq-server'],
    ports: [5672],
    sizeBytes: 103917244,
    versions: {3: 13, 4: 2},
    tags: ['management'],
    executables: [
      '/opt/rabbitmq/sbin/rabbitmq-server',
      '/opt/rabbitmq/sbin/rabbitmqctl',
      '/opt/rabbitmq/sbin/rabbitmq-diagnostics',
      '/usr/local/bin/docker-entrypoint.sh',
    ],
  }),
  library('haproxy', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'],
    uid: 99,
    unplayed: true,
    sizeBytes: 49310221,
    versions: {1: 9, 2: 9, 3: 3},
    tags: ['lts'],
    executables: ['/usr/local/sbin/haproxy', '/usr/local/bin/docker-entrypoint.sh'],
  }),
  library('traefik', {
    family: 'alpine',
    entrypoint: ['/entrypoint.sh'],
    command: ['traefik'],
    ports: [80],
    unplayed: true,
    sizeBytes: 48831930,
    versions: {1: 7, 2: 11, 3: 6},
    executables: ['/usr/local/bin/traefik', '/entrypoint.sh'],
  }),
  library('python', {
    family: 'debian',
    command: ['python3'],
    env: {PATH: pythonPath, LANG: 'C.UTF-8'},
    sizeBytes: 364519241,
    versions: {2: 7, 3: 14},
    executables: ['/usr/local/bin/python3', '/usr/local/bin/python', '/usr/bin/curl'],
  }),
  library('node', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['node'],
    sizeBytes: 393106428,
    versions: {...Object.fromEntries(Array.from({length: 26}, (_, major) => [major, 22]))},
    tags: ['lts', 'current', 'iron', 'jod', 'krypton'],
    executables: ['/usr/local/bin/node', '/usr/local/bin/docker-entrypoint.sh', '/usr/bin/curl'],
  }),
  library('golang', {family: 'debian', command: ['bash'], workingDir: '/go', sizeBytes: 311640157, versions: {1: 25}}),
  library('openjdk', {
    family: 'debian',
    command: ['bash'],
    sizeBytes: 244120432,
    versions: {8: 0, 11: 0, 17: 0, 21: 0},
  }),
  library('ruby', {family: 'debian', command: ['irb'], sizeBytes: 370113005, versions: {2: 7, 3: 4}}),
  library('perl', {
    family: 'debian',
    command: ['perl', '-de0'],
    workingDir: '/usr/src/app',
    sizeBytes: 352871190,
    versions: {5: 42},
    executables: ['/usr/local/bin/perl'],
  }),
  library('ubuntu', {
    family: 'debian',
    command: ['/bin/bash'],
    sizeBytes: 29723561,
    versions: {14: 4, 16: 4, 18: 4, 20: 4, 22: 10, 23: 10, 24: 10, 25: 10},
    tags: ['trusty', 'xenial', 'bionic', 'focal', 'jammy', 'noble', 'plucky', 'questing', 'rolling', 'devel'],
  }),
  library('debian', {
    family: 'debian',
    command: ['bash'],
    sizeBytes: 48493237,
    versions: {7: 11, 8: 11, 9: 13, 10: 13, 11: 11, 12: 12, 13: 2},
    tags: debianReleases,
  }),
  library('hello-world', {
    family: 'none',
    command: ['/hello'],
    sizeBytes: 3198,
    tags: ['linux'],
    executables: ['/hello'],
  }),
  library('registry', {
    family: 'alpine',
    entrypoint: ['/entrypoint.sh'],
    command: ['/etc/docker/registry/config.yml'],
    ports: [5000],
    unplayed: true,
    sizeBytes: 9903410,
    versions: {2: 8, 3: 0},
    executables: ['/entrypoint.sh', '/bin/registry'],
  }),
  library('wordpress', {
    family: 'debian',
    entrypoint: ['docker-entrypoint.sh'],
    command: ['apache2-foreground'],
    ports: [80],
    sizeBytes: 248611905,
    versions: {4: 9, 5: 9, 6: 9},
    executables: ['/usr/local/bin/docker-entrypoint.sh', '/usr/local/bin/apache2-foreground'],
  }),
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
  {
    repository: 'registry.k8s.io/pause',
    family: 'none',
    entrypoint: ['/pause'],
    uid: 65535,
    sizeBytes: 320368,
    executables: ['/pause'],
  },
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
  {
    repository: 'registry.k8s.io/nginx-slim',
    family: 'debian',
    command: ['nginx', '-g', 'daemon off;'],
    ports: [80],
    sizeBytes: 51_900_000,
    executables: ['/usr/sbin/nginx', '/usr/bin/curl'],
    files: {'/usr/share/nginx/html/index.html': nginxPage('Welcome to nginx!')},
  },
  {
    repository: 'docker.io/nginxinc/nginx-unprivileged',
    family: 'debian',
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    uid: 101,
    ports: [8080],
    sizeBytes: 72_410_112,
    executables: ['/usr/sbin/nginx', '/docker-entrypoint.sh', '/usr/bin/curl'],
    folders: ['/var/log/nginx'],
    files: {'/usr/share/nginx/html/index.html': nginxPage('Welcome to nginx!')},
  },
  {repository: 'registry.k8s.io/busybox', family: 'busybox', command: ['sh'], sizeBytes: 732685},
  {
    repository: 'registry.k8s.io/redis',
    family: 'debian',
    command: ['redis-server'],
    ports: [6379],
    sizeBytes: 157_000_000,
    executables: ['/usr/local/bin/redis-server', '/usr/local/bin/redis-cli'],
  },
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
  ...controlPlane('coredns/coredns', '/coredns', 22384805, [8080, 8181, 9153]),
  ...controlPlane('metrics-server/metrics-server', '/metrics-server', 22485643, [10250]),
  ...controlPlane('kube-apiserver', '/usr/local/bin/kube-apiserver', 27061991, [6443]),
  ...controlPlane('kube-controller-manager', '/usr/local/bin/kube-controller-manager', 22821354, [10257]),
  ...controlPlane('kube-scheduler', '/usr/local/bin/kube-scheduler', 17385568, [10259]),
  ...controlPlane('kube-proxy', '/usr/local/bin/kube-proxy', 25963718, [10256]),
  ...controlPlane(
    'etcd',
    '/usr/local/bin/etcd',
    74311308,
    [2379, 2381],
    ['/usr/local/bin/etcdctl', '/usr/local/bin/etcdutl'],
  ),
]
