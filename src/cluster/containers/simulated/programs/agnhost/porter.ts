import {httpListener} from '../../network/http-text.ts'
import {text} from '../answering.ts'
import {idle} from '../idle.ts'
import type {StartProgram} from '../program.ts'

/** `agnhost porter`: on each port that an environment variable `SERVE_PORT_9001` names, answers with its value. */
export const porter: StartProgram = host => {
  const served = Object.entries(host.env).flatMap(([name, value]) => {
    const port = /^SERVE_PORT_(\d+)$/.exec(name)?.[1]
    if (!port) return []
    const plain = text(value)
    const json = {...plain, headers: {'Content-Type': 'application/json'}}
    const listener = httpListener(async ({method}) =>
      host.argv.includes('--json-response') ? {...json, body: JSON.stringify({Method: method, Body: value})} : plain,
    )
    return [[Number(port), listener] as const]
  })
  const listeners = new Map(served)
  return idle(2, port => listeners.get(port), [...listeners.keys()])(host)
}
