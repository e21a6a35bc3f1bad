import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import {quote} from '../quote.ts'
import type {Run} from './result.ts'

/** Everyday commands with those of their options that the interpreter's own do not know. */
export const usualOptions: Record<string, Run> = {
  awk: (args, {origCommand}) => origCommand!(beginning(args)),
  cp: (args, {origCommand}) => origCommand!(copying(args)),
  grep: async (args, {origCommand}) => {
    const quiet = args.map(arg => (quietly.test(arg) ? arg.replace('s', '') : arg)).filter(arg => arg !== '-')
    const given = quiet.filter(arg => arg !== '--no-messages')
    const result = await origCommand!(given)
    return given.join(' ') === args.join(' ') ? result : {...result, stderr: ''}
  },
  mkdir: makeDirectories,
  xargs: (args, {origCommand}) => origCommand!(apart(args)),
}

/** awk's own variables that it is given with `-v` take effect only where the program itself sets them. */
function beginning(args: readonly string[]): string[] {
  const rest: string[] = []
  let begin = ''
  const waiting = [...args]
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const given = arg === '-v' ? (waiting.shift() ?? '') : arg.startsWith('-v') ? arg.slice(2) : undefined
    const [, name, value] = /^(OFS|ORS|FS|RS|OFMT|CONVFMT|SUBSEP)=([\s\S]*)$/.exec(given ?? '') ?? []
    if (name !== undefined) begin += `${name}="${value!.replaceAll('"', '\\"')}";`
    else if (given !== undefined) rest.push('-v', given)
    else if (arg === '-F' || arg === '-f') rest.push(arg, waiting.shift() ?? '')
    else if (arg.startsWith('-') && arg !== '-') rest.push(arg)
    else {
      const isProgram = !rest.includes('-f')
      return [...rest, ...(begin && isProgram ? [`BEGIN{${begin}}${arg}`] : [arg]), ...waiting]
    }
  }
  return rest
}

/** Letters of `cp` that change nothing here: files have no holes, links are followed, nobody is asked. */
const idle = 'fidLPHuTbx'
const idleLong = /^--(force|interactive|dereference|no-dereference|update|one-file-system|no-target-directory)$/
const quietly = /^-[a-zA-Z]*s[a-zA-Z]*$/

function copying(args: readonly string[]): string[] {
  const options = new Set<string>()
  const rest: string[] = []
  const targets: string[] = []
  const waiting = [...args]
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    if (arg === '--') {
      rest.push(...waiting)
      break
    }
    const target = /^--target-directory=(.*)$/.exec(arg)?.[1]
    const letters = /^-([a-zA-Z]+)$/.exec(arg)?.[1]
    if (target !== undefined) targets.push(target)
    else if (arg === '--archive') options.add('-r').add('-p')
    else if (arg === '--update=none') options.add('-n')
    else if (letters) {
      for (const letter of letters)
        if (letter === 't') targets.push(waiting.shift() ?? '')
        else if (letter === 'a') options.add('-r').add('-p')
        else if (!idle.includes(letter)) options.add(`-${letter}`)
    } else if (!idleLong.test(arg)) rest.push(arg)
  }
  return [...options, ...rest, ...targets]
}

/** With `-m MODE` the folders that are named get it. */
async function makeDirectories(args: string[], context: ResolvedCommandContext): Promise<ExecResult> {
  const rest: string[] = []
  let mode: string | undefined
  const waiting = [...args]
  for (let arg = waiting.shift(); arg !== undefined; arg = waiting.shift()) {
    const [, letters, glued] = /^-([pv]*)m(.*)$/.exec(arg) ?? []
    const long = /^--mode(?:=(.*))?$/.exec(arg)
    if (letters === undefined && !long) rest.push(arg)
    else mode = glued || long?.[1] || waiting.shift()
    if (letters) rest.push(`-${letters}`)
  }
  const made = await context.origCommand!(rest)
  if (mode === undefined || made.exitCode !== 0) return made
  const folders = rest.filter(arg => !arg.startsWith('-'))
  return context.exec!(quote('chmod'), {args: [mode, ...folders], cwd: context.cwd})
}

/** `xargs -n1` as `-n 1`; with `-I` and `-L` only ends of lines part words. */
function apart(args: readonly string[]): string[] {
  const own = args.findIndex((arg, index) => !arg.startsWith('-') && !/^-[nIPLd]$/.test(args[index - 1] ?? ''))
  const given = own < 0 ? args : args.slice(0, own)
  const separate = given.flatMap(arg => {
    const [, option, value] = /^-([nIPLd])(.+)$/.exec(arg) ?? []
    return option ? [`-${option}`, value!] : [arg]
  })
  const lines = separate.some(arg => arg === '-I' || arg === '-L') && !separate.includes('-d') ? ['-d', '\n'] : []
  const options = separate.map(arg => (arg === '-L' ? '-n' : arg))
  return [...lines, ...options, ...(own < 0 ? [] : args.slice(own))]
}
