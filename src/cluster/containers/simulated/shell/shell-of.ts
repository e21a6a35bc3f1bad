import {destinationOf} from './ssh-destination.ts'

/** The shell that a command line starts, the folder that it has for its root, where that is another one, and the node that it is on. */
export interface StartedShell {
  shell: string
  root?: string
  node?: string
}

/** What `sh`, `bash -l` or `chroot /host` start at a terminal; undefined: no shell that somebody talks to. */
export function shellOf([name = '', ...args]: readonly string[]): StartedShell | undefined {
  const program = name.slice(name.lastIndexOf('/') + 1)
  if (program === 'chroot') {
    const [root, ...command] = args
    if (root === undefined || root.startsWith('-')) return undefined
    const inner = command.length === 0 ? {shell: 'bash'} : shellOf(command)
    return inner && inner.root === undefined ? {...inner, root} : undefined
  }
  if (program === 'ssh') {
    const {target, command} = destinationOf(args)
    return target !== '' && command.length === 0 ? {shell: 'bash', node: target} : undefined
  }
  if (program === 'sudo') return /^(-i|-s|su( -)?)$/.test(args.join(' ')) ? {shell: 'bash'} : undefined
  const isTalkedTo = /^(sh|bash|ash|dash)$/.test(program) && args.every(word => /^-[il]+$|^--login$/.test(word))
  return isTalkedTo ? {shell: program} : undefined
}
