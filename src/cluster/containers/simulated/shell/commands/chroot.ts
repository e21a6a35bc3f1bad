import {atRoot} from '../at-root.ts'
import {failed, ok, type Run} from './result.ts'
import {runAlong, runApart} from './run-apart.ts'
import type {ShellParts} from './shell-parts.ts'

/** chroot: runs a command with a folder for its root, as one does with a node's disk. */
export const chrootCommand = ({host, shell, isScript}: ShellParts): Record<string, Run> => ({
  chroot: async ([root = '', ...command], context) => {
    if (root === '') return failed('chroot: missing operand\n', 125)
    const path = host.files.resolvePath(context.cwd, root)
    if (host.uid !== 0)
      return failed(`chroot: can't change root directory to '${root}': Operation not permitted\n`, 125)
    try {
      const argv = command.length > 0 ? command : ['bash', '-i']
      const inside = atRoot(host, path)
      const there = {...context, cwd: '/', shell}
      // What a container's runtime starts says what it has to say at once.
      if (!isScript) return {...ok(), exitCode: await runAlong(inside, argv, there)}
      const {result, put} = runApart(inside, argv, there)
      return put(await result)
    } catch (error) {
      if (host.signal.aborted || !/^E[A-Z]+:/.test((error as Error).message)) throw error
      return failed(`chroot: can't change root directory to '${root}': No such file or directory\n`, 125)
    }
  },
})
