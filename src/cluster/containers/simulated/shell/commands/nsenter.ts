import {findScript} from '../../programs/find-program.ts'
import {quote} from '../quote.ts'
import type {ShellHost} from '../shell-host.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

interface Entering {
  /** The process whose namespaces are meant. */
  target?: string
  /** Whether files are seen as that process sees them, or as the namespace of this file has them. */
  mount: boolean | string
  command: string[]
}

const withoutValue = 'uinpCTaFrwWZ'

/** nsenter: runs a command in other namespaces; of a node's, that of its mounts is another than the container's. */
export function nsenterCommand({host, shell}: ShellParts): Record<string, Run> {
  const enter = async ({mount, target, command}: Entering): Promise<ShellHost | string> => {
    const file = typeof mount === 'string' ? mount : `/proc/${target}/ns/mnt`
    const {nodeAccess: node, nodeDiskAt} = host
    if (!node || host.uid !== 0) return `cannot open ${file}: Permission denied`
    const ofNode =
      typeof mount === 'string'
        ? nodeDiskAt.some(path => mount.startsWith(`${path}/proc/`))
        : mount && node.hasProcesses
    if (typeof mount === 'string' && !ofNode && !mount.startsWith('/proc/'))
      return `cannot open ${file}: No such file or directory`
    if (!ofNode) return host
    const {denied: _ofImage, ...rest} = host
    return {
      ...rest,
      family: 'debian',
      files: await node.files(),
      nodeDiskAt: [''],
      processes: node.processes,
      ...(command.length > 0 && {serves: false}),
    }
  }

  return {
    nsenter: async (args, context) => {
      const entering = enteringOf(args)
      if (typeof entering === 'string') return failed(`nsenter: ${entering}\n`)
      const entered = await enter(entering)
      if (typeof entered === 'string') return failed(`nsenter: ${entered}\n`)
      const command = entering.command.length > 0 ? entering.command : ['sh']
      const {script, words} = findScript(command) ?? {script: command.map(quote).join(' '), words: []}
      const {runShell} = await import('../run-shell.ts')
      const {exitCode} = await runShell(entered, {
        script,
        words,
        env: context.exportedEnv ?? Object.fromEntries(context.env),
        cwd: '/',
        stdin: Buffer.from(String(context.stdin), 'latin1'),
        shell,
      })
      return {...ok(), exitCode}
    },
  }
}

/** Reads the command line; a text says what is wrong with it. */
function enteringOf(args: readonly string[]): Entering | string {
  const waiting = [...args]
  const entering: Entering = {mount: false, command: []}
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (arg === '--' || !arg.startsWith('-')) {
      entering.command = arg === '--' ? waiting : [arg, ...waiting]
      break
    }
    const [, name, value] = /^--([a-z-]+)(?:=(.*))?$/.exec(arg) ?? []
    if (name === 'target') entering.target = value ?? waiting.shift() ?? ''
    else if (name === 'mount') entering.mount = value ?? true
    else if (name === 'all') entering.mount = true
    else if (name === undefined) readLetters(arg.slice(1), waiting, entering)
  }
  if (entering.target !== undefined && !/^\d+$/.test(entering.target)) return 'failed to parse pid'
  if (entering.mount === true && entering.target === undefined) return 'no target PID specified'
  return entering
}

/** `-t 1 -mu`: the last letter may have its value with it. */
function readLetters(letters: string, waiting: string[], entering: Entering): void {
  for (const [index, letter] of [...letters].entries()) {
    const rest = letters.slice(index + 1)
    if (letter === 't') {
      entering.target = rest || (waiting.shift() ?? '')
      return
    }
    if (letter === 'm') entering.mount = rest.startsWith('/') ? rest : true
    if (letter === 'a') entering.mount = true
    if (letter === 'S' || letter === 'G') {
      if (!rest) waiting.shift()
      return
    }
    if (rest.startsWith('/') && withoutValue.includes(letter)) return
  }
}
