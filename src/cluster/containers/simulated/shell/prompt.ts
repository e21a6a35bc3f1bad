import {Accounts} from './commands/accounts.ts'
import type {ShellHost} from './shell-host.ts'
import type {ShellSession} from './shell-session.ts'

/** What a shell puts before each line: $PS1, or what its image has there. */
export function promptOf(host: ShellHost, session: ShellSession): string {
  return expanded(session.env['PS1'] ?? defaultPrompt(host, session.shell), host, session)
}

export const continuationPrompt = (session: ShellSession): string => session.env['PS2'] ?? '> '

function defaultPrompt({family}: ShellHost, shell: string): string {
  if (family === 'debian') return shell === 'bash' ? '\\u@\\h:\\w\\$ ' : '\\$ '
  return shell === 'bash' ? 'bash-5.2\\$ ' : '\\w \\$ '
}

function expanded(text: string, host: ShellHost, {cwd, env}: ShellSession): string {
  const home = env['HOME']
  const folder =
    home && home !== '/' && (cwd === home || cwd.startsWith(`${home}/`)) ? `~${cwd.slice(home.length)}` : cwd
  const values: Record<string, string> = {
    u: new Accounts(host.files).user(host.uid) ?? 'I have no name!',
    h: host.hostname.split('.')[0]!,
    H: host.hostname,
    w: folder,
    W: folder === '/' ? '/' : folder.split('/').pop()!,
    $: host.uid === 0 ? '#' : '$',
    n: '\n',
    e: '\x1b',
    '\\': '\\',
    '[': '',
    ']': '',
  }
  return text
    .replace(/\\033/g, '\x1b')
    .replace(/\\([uhHwW$ne\\[\]])/g, (_, letter: string) => values[letter]!)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => env[(braced ?? bare)!] ?? '')
}
