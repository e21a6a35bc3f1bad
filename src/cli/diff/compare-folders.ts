import {join} from 'node:path'
import {unifiedDiff} from '../../api/diff.ts'
import {existsSync, readdirSync, readFileSync, statSync} from '../../client/machine/files.ts'
import type {DiffInvocation} from './diff.ts'

/** What `diff -u -N` prints for two folders, and what it exits with. */
export function compareFolders(invocation: DiffInvocation, {live, merged}: {live: string; merged: string}): number {
  const names = [...new Set([...readdirSync(live), ...readdirSync(merged)])].sort()
  let code = 0
  for (const name of names) {
    const [from, to] = [fileAt(join(live, name)), fileAt(join(merged, name))]
    const text = unifiedDiff(from.text, to.text, {from: from.label, to: to.label})
    if (text === '') continue
    invocation.out(`diff -u -N ${from.path} ${to.path}\n${text}`)
    code = 1
  }
  return code
}

function fileAt(path: string): {path: string; text: string; label: string} {
  const there = existsSync(path)
  const time = there ? statSync(path).mtime : new Date(0)
  return {path, text: there ? readFileSync(path, 'utf8') : '', label: `${path}\t${timeOf(time)}`}
}

/** As GNU diff shows it, in UTC. */
const timeOf = (time: Date): string => `${time.toISOString().replace('T', ' ').slice(0, 23)}000000 +0000`
