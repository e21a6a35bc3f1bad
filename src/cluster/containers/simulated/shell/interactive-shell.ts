import type {Process} from '../../process.ts'
import {newShellState, runShell} from './run-shell.ts'
import type {ShellHost, ShellState} from './shell-host.ts'

/** A shell at a terminal: echoes what is typed, runs each line, keeps variables and the folder. */
export async function interactiveShell(
  host: ShellHost,
  process: Process,
  start: {env: Record<string, string>; cwd: string; shell: string; state: ShellState},
): Promise<number> {
  let env = start.env
  let cwd = start.cwd
  let line = ''
  let lastCode = 0
  void (async () => {
    for await (const {width, height} of process.resize ?? [])
      env = {...env, COLUMNS: String(width), LINES: String(height)}
  })()
  const put = (text: string) => process.stdout(Buffer.from(text.replace(/(?<!\r)\n/g, '\r\n')))
  const prompt = () => put(promptOf(host, start.shell, cwd))
  const terminal: ShellHost = {
    ...host,
    stdout: data => put(Buffer.from(data).toString()),
    stderr: data => put(Buffer.from(data).toString()),
  }
  prompt()
  const input = process.stdin?.[Symbol.asyncIterator]()
  for (;;) {
    const next = input ? await host.idle(input.next()) : undefined
    if (!next || next.done) return lastCode
    for (const character of Buffer.from(next.value).toString()) {
      if (character === '\x04' && line === '') {
        put('\n')
        return lastCode
      }
      if (character === '\x03') {
        put('^C\n')
        line = ''
        prompt()
      } else if (character === '\x7f' || character === '\b') {
        if (line) put('\b \b')
        line = line.slice(0, -1)
      } else if (character === '\r' || character === '\n') {
        put('\n')
        const exit = /^\s*exit(?:\s+(\d+))?\s*$/.exec(line)
        if (exit) return Number(exit[1] ?? lastCode)
        if (line.trim()) {
          const outcome = await runShell(terminal, {script: line, env, cwd, shell: start.shell}, newShellState())
          lastCode = outcome.exitCode
          env = outcome.env
          cwd = outcome.env['PWD'] ?? cwd
        }
        line = ''
        prompt()
      } else if (character >= ' ') {
        line += character
        put(character)
      }
    }
  }
}

function promptOf({family, uid, hostname}: ShellHost, shell: string, cwd: string): string {
  const mark = uid === 0 ? '#' : '$'
  if (family !== 'debian' && shell !== 'bash') return `${cwd === '/root' ? '~' : cwd} ${mark} `
  return shell === 'bash' ? `${uid === 0 ? 'root' : 'nobody'}@${hostname}:${cwd}${mark} ` : `${mark} `
}
