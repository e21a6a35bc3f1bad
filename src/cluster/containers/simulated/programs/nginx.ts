import {timestamp} from '../../../runtime/clock.ts'
import {configuredNginx} from './nginx-conf/index.ts'
import type {ProgramHost, StartProgram} from './program.ts'
import {commonLogLine, plainErrorPage, webServer} from './web-server.ts'

/** The nginx of the official image: its start-up lines, its access log, its pages; and what its configuration says, where somebody has mounted one. */
export const nginx: StartProgram = host =>
  host.mountPaths.some(path => path.startsWith('/etc/nginx'))
    ? configuredNginx({
        greeting: entrypoint,
        prepare,
        started: host => (mayFail(host) ? '' : notices(timestamp(host.now()))),
      })(host)
    : usual(host)

const usual = webServer({
  prepare,
  logFile: '/var/log/nginx/access.log',
  port: ({image}) => (image.includes('unprivileged') ? 8080 : 80),
  root: () => '/usr/share/nginx/html',
  server: 'nginx/1.27.5',
  index: ['index.html', 'index.htm'],
  logLine: (request, response, peer, now) =>
    `${commonLogLine(request, response, peer, now)} "-" "${request.headers['user-agent'] ?? '-'}" "-"\n`,
  errorPage: plainErrorPage('nginx/1.27.5'),
  banner,
})

function banner(host: ProgramHost): string {
  if (host.argv[0] !== '/docker-entrypoint.sh') return ''
  const second = timestamp(host.now())
  if (mayFail(host)) return `${entrypoint(host)}${host.uid === 0 ? '' : warning(host)}`
  if (second !== last.second) last = {second, text: startUp(second)}
  return last.text
}

/** What the servers of one second say, which is the same. */
let last = {second: '', text: ''}

const startUp = (second: string): string =>
  said(
    'Getting the checksum of /etc/nginx/conf.d/default.conf',
    'Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
  ) + notices(second)

function notices(second: string): string {
  const notice = `${second.replace(/-/g, '/').replace('T', ' ').slice(0, 19)} [notice] 1#1:`
  return [
    `${notice} using the "epoll" event method`,
    `${notice} nginx/1.27.5`,
    `${notice} built by gcc 12.2.0 (Debian 12.2.0-14)`,
    `${notice} OS: Linux 6.1.0-25-amd64`,
    `${notice} getrlimit(RLIMIT_NOFILE): 1048576:1048576`,
    `${notice} start worker processes`,
    `${notice} start worker process 29`,
    '',
  ].join('\n')
}

/** What the image's entrypoint script says. */
function said(...ofIpv6: string[]): string {
  const script = '/docker-entrypoint.sh'
  return [
    `${script}: /docker-entrypoint.d/ is not empty, will attempt to perform configuration`,
    `${script}: Looking for shell scripts in /docker-entrypoint.d/`,
    `${script}: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh`,
    ...ofIpv6.map(text => `10-listen-on-ipv6-by-default.sh: info: ${text}`),
    `${script}: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh`,
    `${script}: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh`,
    `${script}: Launching /docker-entrypoint.d/30-tune-worker-processes.sh`,
    `${script}: Configuration complete; ready for start up`,
    '',
  ].join('\n')
}

const entrypoint = (host: ProgramHost): string =>
  host.argv[0] === '/docker-entrypoint.sh'
    ? said('can not modify /etc/nginx/conf.d/default.conf (read-only file system?)')
    : ''

const mayFail = ({readOnlyRoot, uid, image}: ProgramHost): boolean =>
  readOnlyRoot || (uid !== 0 && !image.includes('unprivileged'))

function warning(host: ProgramHost): string {
  const text =
    'the "user" directive makes sense only if the master process runs with super-user privileges, ignored in /etc/nginx/nginx.conf:2'
  return `${time(host)} [warn] 1#1: ${text}\nnginx: [warn] ${text}\n`
}

const time = (host: ProgramHost): string => timestamp(host.now()).replace(/-/g, '/').replace('T', ' ').slice(0, 19)

/** The folders that nginx makes for itself before it listens, and the file that says which process it is. */
const folders = ['client', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `/var/cache/nginx/${name}_temp`)

/** What nginx must be able to write; it may not be where the image's files are only to be read, or root's. */
function prepare(host: ProgramHost): Promise<{said: string; exitCode: number} | undefined> | undefined {
  return mayFail(host) ? writeOwn(host) : undefined
}

async function writeOwn(host: ProgramHost): Promise<{said: string; exitCode: number} | undefined> {
  const files = await host.files()
  const unprivileged = host.image.includes('unprivileged')
  const attempts: [string, () => Promise<void>][] = [
    ...folders
      .map(folder => (unprivileged ? folder.replace('/var/cache/nginx', '/tmp') : folder))
      .map((folder): [string, () => Promise<void>] => [
        `mkdir() "${folder}"`,
        async () => {
          if (!(await files.exists(folder))) await files.mkdir(folder, {recursive: false})
        },
      ]),
    [
      unprivileged ? 'open() "/tmp/nginx.pid"' : 'open() "/run/nginx.pid"',
      () => files.writeFile(unprivileged ? '/tmp/nginx.pid' : '/run/nginx.pid', '1\n'),
    ],
  ]
  for (const [what, attempt] of attempts) {
    try {
      await attempt()
    } catch (error) {
      const text = `${what} failed (${reasonOf(error)})`
      return {said: `${time(host)} [emerg] 1#1: ${text}\nnginx: [emerg] ${text}\n`, exitCode: 1}
    }
  }
  return undefined
}

/** As the C library numbers and words it. */
const reasonOf = (error: unknown): string => {
  const {code} = error as {code?: string}
  if (code === 'EROFS') return '30: Read-only file system'
  if (code === 'ENOENT') return '2: No such file or directory'
  return '13: Permission denied'
}
