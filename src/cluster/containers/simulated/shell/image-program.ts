import type {FileNode} from '../files/tree.ts'
import {elf} from '../images/executable-text.ts'

/** The names under which rewritten scripts and executables reach what the interpreter has no word for. */
const internal = new RegExp(`^/(?:usr/)?bin/(?:__\\w+|alias|bg|fg|history|jobs|trap|ulimit|umask|unalias|${elf})$`)

const hiddenCommand: FileNode = {type: 'file', content: '', mode: 0o755, mtime: 0, base: true}

/** Commands that can be run but are not to be seen. */
export const hidden = (path: string): FileNode | undefined => (internal.test(path) ? hiddenCommand : undefined)
