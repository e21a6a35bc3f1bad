import {isWhole, syntaxError} from './is-whole.ts'
import type {ShellHost} from './shell-host.ts'
import {ShellSession, type ShellSessionStart} from './shell-session.ts'
import type {StandardInput} from './standard-input.ts'

/** What may read the lines that come after it. */
const readers =
  /(^|[\s;&|(])(read|cat|sh|bash|ash|dash|tee|wc|tar|grep|sed|head|tail|sort|uniq|tr|awk|md5sum|sha256sum|base64|gzip|gunzip|xargs|nc|psql|mysql|redis-cli|cut|od|dd|python|python3)($|[\s;&|)])/

/** A shell that is fed its script: each command runs as soon as it is whole, and may read what comes after it. */
export async function pipedShell(host: ShellHost, input: StandardInput, start: ShellSessionStart): Promise<number> {
  const session = new ShellSession(start)
  const fed: ShellHost = {...host, input}
  for (;;) {
    const script = await nextScript(host, input)
    if (script === undefined || !(await session.run(fed, script)).reached) break
  }
  await session.end(fed)
  return session.lastCode
}

/** As many of the lines that are there as make whole commands; one command alone if it may read what comes after it. Undefined at the end. */
async function nextScript(host: ShellHost, input: StandardInput): Promise<string | undefined> {
  const there = (await host.idle(input.atLeast(bytes => bytes.includes(10)))).toString()
  const end = there.lastIndexOf('\n') + 1
  const lines = there.slice(0, end)
  // What stands before a line that is wrong is run.
  if (end > 0 && !readers.test(there) && isWhole(lines) && syntaxError(lines) === undefined) {
    input.putBack(Buffer.from(there.slice(end)))
    return lines
  }
  input.putBack(Buffer.from(there))
  let script = ''
  for (;;) {
    const line = (await host.idle(input.line())).toString()
    script += line
    if (line === '') return script === '' ? undefined : script
    if (isWhole(script)) return script
  }
}
