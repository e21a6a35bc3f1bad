import {agnhost} from './agnhost/index.ts'
import {testWebserver} from './agnhost/test-webserver.ts'
import {controlPlane} from './control-plane/index.ts'
import {mariadb, mongo, mysql, postgres, rabbitmq} from './databases.ts'
import {draExampleDriver} from './dra-example-driver.ts'
import {durationOf} from './duration.ts'
import {echoserver, httpEcho, whoami} from './echo-servers.ts'
import {guestbookFrontend} from './guestbook-frontend.ts'
import {apache, busyboxHttpd, pythonHttp} from './httpd.ts'
import {idle, idleFor, printing} from './idle.ts'
import {nginx} from './nginx.ts'
import {perlPi} from './perl.ts'
import type {StartProgram} from './program.ts'
import {redis} from './redis.ts'
import {stress} from './stress.ts'
import {stressNg} from './stress-ng.ts'
import {bootcamp, echoServer, helloApp, helloFrontend, helloGo, nodeHello, wordpress} from './tutorials.ts'
import {webhookCertgen} from './webhook-certgen.ts'

export type FoundProgram =
  | {type: 'native'; start: StartProgram}
  | {type: 'script'; script: string; words: string[]; shell: string}
  | {type: 'command'}

/** Programs that run without a shell, by the name of their executable. */
const native: Record<string, (argv: string[]) => StartProgram | undefined> = {
  nginx: argv => (argv.some(word => word === '-t' || word === '-v' || word === '-s') ? undefined : nginx),
  'httpd-foreground': () => apache,
  'apache2-foreground': () => host => (/(^|\/)wordpress[:@]?/.test(host.image) ? wordpress : apache)(host),
  httpd: argv => (argv.includes('-f') ? busyboxHttpd : undefined),
  'redis-server': () => redis,
  'http-echo': () => httpEcho,
  whoami: argv => (argv[0] === '/whoami' ? whoami : undefined),
  'hello-app': () => helloApp,
  'kubernetes-bootcamp': () => bootcamp,
  'node-hello': () => nodeHello,
  'hello-go-gke': () => helloGo,
  'hello-frontend': () => helloFrontend,
  'gb-frontend': () => guestbookFrontend,
  'echo-server': () => echoServer,
  'kube-webhook-certgen': () => webhookCertgen,
  'dra-example-kubeletplugin': () => draExampleDriver,
  'run.sh': () => echoserver,
  agnhost,
  'agnhost-2': agnhost,
  'test-webserver': () => testWebserver,
  pause: () => idle(0),
  ...controlPlane,
  nnp: () => printing(({uid, noNewPrivileges}) => ({stdout: `Effective uid: ${noNewPrivileges ? uid : 0}\n`})),
  mysqld: argv => (asksVersion(argv) ? undefined : mysql),
  mariadbd: argv => (asksVersion(argv) ? undefined : mariadb),
  postgres: argv => (asksVersion(argv) ? undefined : postgres),
  mongod: argv => (asksVersion(argv) ? undefined : mongo),
  memcached: () => idle(0, undefined, [11211]),
  'rabbitmq-server': () => rabbitmq,
  haproxy: () => idle(0),
  traefik: () => idle(0),
  registry: () => idle(2, undefined, [5000]),
  hello: () =>
    printing(() => ({
      stdout: '\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n\n',
    })),
  true: () => printing(() => ({code: 0})),
  false: () => printing(() => ({code: 1})),
  perl: perlPi,
  python3: python,
  python,
  node: argv => (argv.length === 1 ? printing(() => ({})) : undefined),
  stress,
  'stress-ng': stressNg,
  tail: argv => (argv.includes('/dev/null') && argv.some(word => /^-[fF]/.test(word)) ? idle() : undefined),
  sleep: argv => {
    const milliseconds = argv.slice(1).map(durationOf)
    if (milliseconds.length === 0 || milliseconds.some(Number.isNaN)) return undefined
    const total = milliseconds.reduce((sum, each) => sum + each, 0)
    return Number.isFinite(total) ? idleFor(total) : idle()
  },
}

const asksVersion = (argv: string[]): boolean => argv.includes('--version') || argv.includes('--help')

/** Entrypoint scripts that end by running their arguments. */
const wrappers = new Set(['docker-entrypoint.sh', 'entrypoint.sh', 'tini', 'dumb-init'])
const shells = new Set(['sh', 'bash', 'ash', 'dash'])

/** What running this command line means. */
export function findProgram(argv: string[]): FoundProgram {
  const name = baseName(argv[0] ?? '')
  if (wrappers.has(name)) return findWrapped(argv)
  if (shells.has(name)) return shell(argv, name)
  const start = Object.hasOwn(native, name) ? native[name]!(argv) : undefined
  return start ? {type: 'native', start} : {type: 'command'}
}

/** The command line that an entrypoint script leads to, in whose place it then runs. */
export function unwrapped(argv: string[]): string[] {
  if (argv.length < 2 || !wrappers.has(baseName(argv[0]!))) return argv
  return unwrapped(argv.slice(argv[1] === '--' ? 2 : 1))
}

/** Whether it is an entrypoint script that is given nothing to run, as by a script that only sources it. */
export const wrapsNothing = (argv: readonly string[]): boolean => argv.length === 1 && wrappers.has(baseName(argv[0]!))

function findWrapped(argv: string[]): FoundProgram {
  const rest = argv.slice(1).filter((word, index) => !(index === 0 && word === '--'))
  if (rest.length === 0) return {type: 'native', start: idle(0)}
  if (baseName(rest[0]!) === 'nginx') return {type: 'native', start: nginx}
  return rest[0]!.startsWith('-') ? {type: 'native', start: idle(0)} : findProgram(rest)
}

/** `sh -c SCRIPT`; what only sleeps costs no interpreter. */
function shell(argv: string[], name: string): FoundProgram {
  const found = findScript(argv)
  if (!found) return {type: 'command'}
  const trimmed = (argv.find((word, index) => index > 0 && !word.startsWith('-')) ?? '').trim()
  if (/^(while (true|:); *do +sleep +\d+[smhd]?; *done;?|sleep +(infinity|inf)|tail -f \/dev\/null)$/.test(trimmed))
    return {type: 'native', start: idle()}
  const sleep = /^(?:exec +)?sleep +(\d+(?:\.\d+)?[smhd]?)$/.exec(trimmed)
  if (sleep) return {type: 'native', start: idleFor(durationOf(sleep[1]!))}
  const exit = /^exit +(\d+)$/.exec(trimmed)
  if (exit) return {type: 'native', start: printing(() => ({code: Number(exit[1]) & 255}))}
  return {...found, shell: name}
}

/** The script that a shell is given on its command line; undefined if this is no such command. */
export function findScript(argv: string[]): Extract<FoundProgram, {type: 'script'}> | undefined {
  const name = baseName(argv[0] ?? '')
  if (!shells.has(name)) return undefined
  const flags = argv.slice(1).findIndex(word => !word.startsWith('-') || word === '-')
  const options = flags < 0 ? argv.slice(1) : argv.slice(1, 1 + flags)
  const rest = flags < 0 ? [] : argv.slice(1 + flags)
  if (!options.some(option => /^-[a-z]*c/.test(option))) return undefined
  const script = rest[0] ?? ''
  const errexit = options.some(option => /^-[a-z]*e/.test(option)) ? 'set -e; ' : ''
  const trace = options.some(option => /^-[a-z]*x/.test(option)) ? 'set -x; ' : ''
  return {type: 'script', script: errexit + trace + script, words: rest.slice(1), shell: name}
}

function python(argv: string[]): StartProgram | undefined {
  if (argv.length === 1) return printing(() => ({}))
  return argv[1] === '-m' && (argv[2] === 'http.server' || argv[2] === 'SimpleHTTPServer') ? pythonHttp : undefined
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
