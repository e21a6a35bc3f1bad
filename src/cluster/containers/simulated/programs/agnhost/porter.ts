import {httpListener} from '../../network/http-text.ts'
import {tlsListener} from '../../network/tls-listener.ts'
import {text} from '../answering.ts'
import {idle} from '../idle.ts'
import type {HttpResponse, Listener, StartProgram} from '../program.ts'
import {keyPairIn} from './key-pair.ts'

/** `agnhost porter`: on each port that an environment variable `SERVE_PORT_9001` or `SERVE_TLS_PORT_9002` names, answers with its value. */
export const porter: StartProgram = host => {
  const listeners = new Map<number, Listener>()
  const files = {certificate: host.env['CERT_FILE'], key: host.env['KEY_FILE']}
  for (const [name, value] of Object.entries(host.env)) {
    const [, tls, port] = /^SERVE_(TLS_)?PORT_(\d+)$/.exec(name) ?? []
    if (!port) continue
    const plain = /^\s*<(a|html|!doctype html|head|body|h1|div|table|p|b|br)[\s>]/i.test(value)
      ? html(value)
      : text(value)
    const json = {...plain, headers: {'Content-Type': 'application/json'}}
    const listener = httpListener(async ({method}) =>
      host.argv.includes('--json-response') ? {...json, body: JSON.stringify({Method: method, Body: value})} : plain,
    )
    listeners.set(Number(port), tls ? tlsListener(() => keyPairIn(host, files), listener) : listener)
  }
  return idle(2, port => listeners.get(port), [...listeners.keys()])(host)
}

/** Go's servers see by its beginning that a text is HTML. */
const html = (body: string): HttpResponse => ({...text(body), headers: {'Content-Type': 'text/html; charset=utf-8'}})
