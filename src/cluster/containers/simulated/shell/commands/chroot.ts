import {atRoot} from '../at-root.ts'
import {failed, type Run} from './result.ts'
import {runApart} from './run-apart.ts'
import type {ShellParts} from './shell-parts.ts'

/** chroot: runs a command with a folder for its root, as one does with a node's disk. */
export const chrootCommand = ({host, shell}: ShellParts): Record<string, Run> => ({
  chroot: async ([root = '', ...command], context) => {
    if (root === '') return failed('chroot: missing operand\n', 125)
    const path = host.files.resolvePath(context.cwd, root)
    if (host.uid !== 0)
      return failed(`chroot: can't change root directory to '${root}': Operation not permitted\n`, 125)
    try {
      const argv = command.length > 0 ? command : ['bash', '-i']
      const inside = atRoot(host, path)
      const {result, put} = runApart(inside, argv, {...context, cwd: '/', shell})
      return put(await result)
    } catch (error) {
      if (host.signal.aborted || !/^E[A-Z]+:/.test((error as Error).message)) throw error
      return failed(`chroot: can't change root directory to '${root}': No such file or directory\n`, 125)
    }
  },
})
