import {idle, printing} from '../idle.ts'
import type {StartProgram} from '../program.ts'
import {crdConversionWebhook} from './crd-conversion-webhook.ts'
import {grpcHealthChecking} from './grpc-health-checking.ts'
import {guestbook} from './guestbook.ts'
import {liveness} from './liveness.ts'
import {logsGenerator} from './logs-generator.ts'
import {netexec} from './netexec.ts'
import {nettest} from './nettest.ts'
import {portForwardTester} from './port-forward-tester.ts'
import {porter} from './porter.ts'
import {serveHostname} from './serve-hostname.ts'
import {testWebserver} from './test-webserver.ts'
import {webhook} from './webhook/index.ts'

/** Kubernetes' own test image: a program of many programs. */
const commands: Record<string, StartProgram> = {
  'crd-conversion-webhook': crdConversionWebhook,
  'entrypoint-tester': printing(({argv}) => ({stdout: `[${argv.join(' ')}]\n`})),
  'grpc-health-checking': grpcHealthChecking,
  guestbook,
  liveness,
  'logs-generator': logsGenerator,
  netexec,
  nettest,
  'port-forward-tester': portForwardTester,
  porter,
  'serve-hostname': serveHostname,
  'test-webserver': testWebserver,
  webhook,
}

/** Programs that are commands of the interpreter: they work step by step, as a script does. */
const steps = new Set([
  'connect',
  'dns-server-list',
  'dns-suffix',
  'etc-hosts',
  'inclusterclient',
  'mounttest',
  'test-service-account-issuer-discovery',
])

/** Those of its commands that are not played here only wait. */
export const agnhost = ([, command = 'pause']: string[]): StartProgram | undefined => {
  if (steps.has(command)) return undefined
  return Object.hasOwn(commands, command) ? commands[command]! : pause
}

const pause: StartProgram = host => {
  host.stdout('Paused\n')
  return idle(0)(host)
}
