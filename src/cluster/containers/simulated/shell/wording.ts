import {elf} from '../images/executable-text.ts'
import type {ImageFamily} from '../images/image.ts'

type Rule = [RegExp, string]

const busybox: Rule[] = [
  [/^(?:bash|sh): (?:line \d+: )?(\S+): command not found$/gm, 'sh: $1: not found'],
  [/^cat: (.+): No such file or directory$/gm, "cat: can't open '$1': No such file or directory"],
  [/^cat: (.+): Permission denied$/gm, "cat: can't open '$1': Permission denied"],
  [/^rm: cannot remove '(.+)': /gm, "rm: can't remove '$1': "],
  [
    /^(?:bash|sh): (?:line \d+: )?cd: (.+): No such file or directory$/gm,
    "sh: cd: line 0: can't cd to $1: No such file or directory",
  ],
  [/^mkdir: cannot create directory '(.+)': /gm, "mkdir: can't create directory '$1': "],
  [/^touch: cannot touch '(.+)': /gm, 'touch: $1: '],
  [/^(?:bash|sh): (?:line \d+: )?(\/\S+): No such file or directory$/gm, "sh: can't create $1: nonexistent directory"],
  [/^(?:bash|sh): (?:line \d+: )?(\/\S+): Read-only file system$/gm, "sh: can't create $1: Read-only file system"],
  [/^EROFS: read-only file system, open '(.+)'$/gm, "sh: can't create $1: Read-only file system"],
  [/^EACCES: permission denied, open '(.+)'$/gm, "sh: can't create $1: Permission denied"],
  [/^ENOSPC: no space left on device, write '.+'$/gm, 'sh: write error: No space left on device'],
  [/^ENOENT: no such file or directory, open '(.+)'$/gm, "sh: can't create $1: nonexistent directory"],
  [/^(?:bash|sh): (?:line \d+: )?(\/\S+): Permission denied$/gm, "sh: can't open $1: Permission denied"],
  [/^ls: (\S+): Permission denied$/gm, "ls: can't open '$1': Permission denied"],
  [/^chmod: cannot access '(.+)': Operation/gm, 'chmod: $1: Operation'],
  [/^cp: cannot open '(.+)' for reading: /gm, "cp: can't open '$1': "],
  [/^cp: cannot create regular file '(.+)': /gm, "cp: can't create '$1': "],
  [/^mv: cannot move '(.+)': /gm, "mv: can't rename '$1': "],
]

const debian: Rule[] = [
  [/^ls: (\S+): No such file or directory$/gm, "ls: cannot access '$1': No such file or directory"],
  [/^ls: (\S+): Permission denied$/gm, "ls: cannot open directory '$1': Permission denied"],
  [/^find: (\/\S*): /gm, 'find: ‘$1’: '],
  [/^ln: (\/\S*): /gm, "ln: failed to create symbolic link '$1': "],
  [/^chmod: cannot access '(.+)': Operation/gm, "chmod: changing permissions of '$1': Operation"],
  [/^(head|tail): (\S+): (No such file or directory|Permission denied)$/gm, "$1: cannot open '$2' for reading: $3"],
]

/** What `set -x` says of the way in which an executable is run. */
const ownTrace = new RegExp(`^\\++ ${elf} .*\\n`, 'gm')

/** Error lines in the words of the image's own tools. */
export function localized(text: string, family: ImageFamily, shell: string): string {
  const rules = family === 'debian' ? debian : busybox
  let result = text.replace(ownTrace, '')
  for (const [pattern, replacement] of rules) result = result.replace(pattern, replacement)
  if (family !== 'debian') return result
  const refused = shell === 'sh' ? 'sh: 1: cannot create' : 'bash: line 1:'
  result = result
    .replace(/^EROFS: read-only file system, open '(.+)'$/gm, `${refused} $1: Read-only file system`)
    .replace(
      /^ENOSPC: no space left on device, write '.+'$/gm,
      `${shell === 'sh' ? 'sh: 1:' : 'bash: line 1:'} echo: write error: No space left on device`,
    )
    .replace(/^EACCES: permission denied, open '(.+)'$/gm, `${refused} $1: Permission denied`)
    .replace(
      /^ENOENT: no such file or directory, open '(.+)'$/gm,
      `${refused} $1: ${shell === 'sh' ? 'Directory nonexistent' : 'No such file or directory'}`,
    )
    .replace(
      /^bash: (\/\S+): Permission denied$/gm,
      shell === 'sh' ? 'sh: 1: cannot open $1: Permission denied' : 'bash: line 1: $1: Permission denied',
    )
  return shell === 'sh'
    ? result.replace(/^bash: (?:line \d+: )?(\S+): command not found$/gm, 'sh: 1: $1: not found')
    : result.replace(/^bash: (?!line )(\S+): command not found$/gm, 'bash: line 1: $1: command not found')
}
