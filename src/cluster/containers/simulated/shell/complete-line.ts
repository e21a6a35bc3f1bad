import {getCommandNames} from 'just-bash'
import type {ShellHost} from './shell-host.ts'
import type {ShellSession} from './shell-session.ts'

/** What may stand in place of the word at the end of a line: a command where one begins, else a file. */
export async function completeLine(
  line: string,
  {files}: ShellHost,
  session: ShellSession,
): Promise<{start: number; words: string[]}> {
  const word = /(?:[^\s;|&<>()'"=]|\\.)*$/.exec(line)![0]
  const start = line.length - word.length
  const isCommand = /(^|[;|&(]|&&|\|\|)\s*$/.test(line.slice(0, start))
  if (word.startsWith('$')) {
    const names = Object.keys(session.env).filter(name => `$${name}`.startsWith(word))
    return {start, words: names.map(name => `$${name}`).sort()}
  }
  const words =
    isCommand && !word.includes('/') ? await commands(word, files, session) : await filesLike(word, files, session)
  return {start, words: [...new Set(words)].sort()}
}

async function commands(word: string, files: ShellHost['files'], session: ShellSession): Promise<string[]> {
  const builtIn = ['alias', 'cd', 'echo', 'exit', 'export', 'read', 'set', 'test', 'umask', 'unset', 'wait']
  const found = [...builtIn, ...session.names()]
  const runnable = new Set(getCommandNames())
  for (const folder of (session.env['PATH'] ?? '').split(':'))
    for (const name of await namesIn(folder, files)) found.push(name)
  return found.filter(name => name.startsWith(word) && (name !== word || runnable.has(name) || found.includes(name)))
}

async function filesLike(word: string, files: ShellHost['files'], {cwd, env}: ShellSession): Promise<string[]> {
  const folder = word.slice(0, word.lastIndexOf('/') + 1)
  const begin = word.slice(folder.length)
  const path = files.resolvePath(cwd, folder.replace(/^~(?=\/)/, env['HOME'] ?? '/') || '.')
  const found: string[] = []
  for (const name of await namesIn(path, files)) {
    if (!name.startsWith(begin) || (name.startsWith('.') && begin === '')) continue
    const isFolder = await files.stat(`${path}/${name}`).then(
      ({isDirectory}) => isDirectory,
      () => false,
    )
    found.push(`${folder}${name}${isFolder ? '/' : ''}`)
  }
  return found
}

const namesIn = (path: string, files: ShellHost['files']): Promise<string[]> => files.readdir(path).catch(() => [])
