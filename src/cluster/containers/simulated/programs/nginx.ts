import {timestamp} from '../../../runtime/clock.ts'
import type {ProgramHost} from './program.ts'
import {commonLogLine, plainErrorPage, webServer} from './web-server.ts'

/** The nginx of the official image: its start-up lines, its access log, its pages. */
export const nginx = webServer({
  port: () => 80,
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
  if (second !== last.second) last = {second, text: startUp(second)}
  return last.text
}

/** What the servers of one second say, which is the same. */
let last = {second: '', text: ''}

function startUp(second: string): string {
  const script = '/docker-entrypoint.sh'
  const notice = `${second.replace(/-/g, '/').replace('T', ' ').slice(0, 19)} [notice] 1#1:`
  return [
    `${script}: /docker-entrypoint.d/ is not empty, will attempt to perform configuration`,
    `${script}: Looking for shell scripts in /docker-entrypoint.d/`,
    `${script}: Launching /docker-entrypoint.d/10-listen-on-ipv6-by-default.sh`,
    '10-listen-on-ipv6-by-default.sh: info: Getting the checksum of /etc/nginx/conf.d/default.conf',
    '10-listen-on-ipv6-by-default.sh: info: Enabled listen on IPv6 in /etc/nginx/conf.d/default.conf',
    `${script}: Sourcing /docker-entrypoint.d/15-local-resolvers.envsh`,
    `${script}: Launching /docker-entrypoint.d/20-envsubst-on-templates.sh`,
    `${script}: Launching /docker-entrypoint.d/30-tune-worker-processes.sh`,
    `${script}: Configuration complete; ready for start up`,
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
