import type {ImageDefinition} from './image.ts'
import {library} from './library-image.ts'

export const nginxPage = (title: string): string => `<!DOCTYPE html>
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

/** Web servers and what stands before them. */
export const webImages: ImageDefinition[] = [
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
  {
    repository: 'docker.io/bprashanth/nginxhttps',
    family: 'debian',
    command: ['nginx', '-g', 'daemon off;'],
    ports: [80, 443],
    sizeBytes: 65_000_000,
    executables: ['/usr/sbin/nginx', '/usr/bin/curl'],
    folders: ['/var/cache/nginx', '/var/log/nginx'],
    files: {
      '/usr/share/nginx/html/index.html': nginxPage('Welcome to nginx!'),
      '/etc/nginx/nginx.conf': 'http {\n    include /etc/nginx/conf.d/*.conf;\n}\n',
    },
  },
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
]
