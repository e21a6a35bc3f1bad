import {normalize} from '../files/find-place.ts'

/** An error of the file system in its own words, where a command repeats it: `ls: EACCES: permission denied, scandir '/x'`. */
const raw = /(?<=: )E[A-Z]+: ([a-z])([a-z -]+), \w+ '[^']*'/g
/** The same where nothing else tells the path. */
const alone = /^(\w+): (E[A-Z]+: [a-z -]+, \w+ '(.*)')$/
/** cp says only which file it was to copy, and not which one it could not open. */
const copied = /^cp: cannot copy '(.*)': (E[A-Z]+: [a-z -]+, cp '(.*)')$/

/** What files have refused while a script ran, as commands are to say it: most of them call whatever they cannot open missing. */
export class Refusals {
  private readonly reasons = new Map<string, string>()

  readonly note = (path: string, reason: string): void => {
    this.reasons.set(normalize(path), reason)
  }

  /** A command's error lines with the reasons for which it was refused something. */
  explained(stderr: string, cwd: string): string {
    if (!stderr || (this.reasons.size === 0 && !stderr.includes(': '))) return stderr
    return stderr
      .split('\n')
      .map(line => line.replace(copied, whichFile).replace(alone, '$1: $3: $2'))
      .map(line =>
        this.explain(
          line.replace(raw, (_, first: string, rest: string) => first.toUpperCase() + rest),
          cwd,
        ),
      )
      .join('\n')
  }

  private explain(line: string, cwd: string): string {
    if (this.reasons.size === 0 || !line.endsWith(absent)) return line
    const name = /['"‘]?([^'"‘’:\s]+)['"’]?: No such file or directory$/.exec(line)?.[1]
    const reason = name && this.reasonOf(name.startsWith('/') ? name : `${cwd}/${name}`)
    return reason ? `${line.slice(0, -absent.length)}${reason}` : line
  }

  private reasonOf(path: string): string | undefined {
    return this.reasons.get(normalize(path))
  }
}

const whichFile = (_: string, from: string, error: string, refused: string): string =>
  refused.endsWith(from.replace(/^\.*\//, ''))
    ? `cp: cannot open '${from}' for reading: ${error}`
    : `cp: cannot create regular file '${refused}': ${error}`

const absent = 'No such file or directory'
