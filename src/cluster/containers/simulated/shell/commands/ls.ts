import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import type {ContainerFileSystem} from '../../files/container-file-system.ts'
import type {FileDetails} from '../../files/file-details.ts'
import {reasonOf} from '../../files/file-errors.ts'
import {Accounts} from './accounts.ts'
import {inColumns} from './columns.ts'
import {modeText} from './file-mode.ts'
import type {Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

type Entry = FileDetails & {name: string}

/** Long listings; short ones are the interpreter's own. */
export const lsCommand = ({host}: ShellParts): Record<string, Run> => ({
  ls: async (given, context) => {
    const width = given.map(arg => /^--columns=(\d+)$/.exec(arg)?.[1]).find(Boolean)
    const args = given.filter(arg => !arg.startsWith('--columns='))
    const flags = new Set(args.filter(isFlag).flatMap(arg => [...arg.slice(1)]))
    if (!['l', 'n', 'g', 'o'].some(flag => flags.has(flag))) {
      const short = await context.origCommand!(args)
      return width && !flags.has('1') ? {...short, stdout: columnsOf(short.stdout, Number(width))} : short
    }
    const named = args.filter(arg => !isFlag(arg) && !arg.startsWith('--'))
    return new LongListing(host.files, flags, {now: host.now(), gnu: host.family === 'debian'}).of(named, context)
  },
})

/** Each folder's names in columns of their own. */
const columnsOf = (listing: string, width: number): string =>
  listing
    .split('\n\n')
    .map(block => {
      const lines = block.replace(/\n$/, '').split('\n').filter(Boolean)
      const head = lines[0]?.endsWith(':') ? `${lines.shift()}\n` : ''
      return head + inColumns(lines, width)
    })
    .join('\n')

const isFlag = (arg: string): boolean => /^-[a-zA-Z0-9]+$/.test(arg)

class LongListing {
  private readonly files: ContainerFileSystem
  private readonly flags: ReadonlySet<string>
  private readonly style: {now: number; gnu: boolean}
  private readonly accounts: Accounts

  constructor(files: ContainerFileSystem, flags: ReadonlySet<string>, style: {now: number; gnu: boolean}) {
    this.files = files
    this.flags = flags
    this.style = style
    this.accounts = new Accounts(files)
  }

  async of(named: string[], {cwd}: ResolvedCommandContext): Promise<ExecResult> {
    const plain: Entry[] = []
    const folders: {name: string; path: string}[] = []
    let stderr = ''
    for (const name of named.length > 0 ? named : ['.']) {
      const path = this.files.resolvePath(cwd, name)
      try {
        const details = this.files.details(path, this.flags.has('L') || this.flags.has('H') || name.endsWith('/'))
        if (details.type === 'directory' && !this.flags.has('d')) folders.push({name, path})
        else plain.push({...details, name})
      } catch (error) {
        stderr += `ls: ${name}: ${reasonOf(error)}\n`
      }
    }
    const blocks = plain.length > 0 ? [this.lines(plain)] : []
    const several = named.length > 1 || this.flags.has('R')
    for (const {name, path} of folders) {
      try {
        blocks.push(...(await this.folder(name, path, several)))
      } catch (error) {
        stderr += `ls: ${name}: ${reasonOf(error)}\n`
      }
    }
    return {stdout: blocks.join('\n'), stderr, exitCode: stderr ? (this.style.gnu ? 2 : 1) : 0}
  }

  private async folder(name: string, path: string, headed: boolean): Promise<string[]> {
    const names = await this.files.readdir(path)
    const all = [...(this.flags.has('a') ? ['.', '..'] : []), ...names]
    const shown = all.filter(each => !each.startsWith('.') || this.flags.has('a') || this.flags.has('A'))
    const real = await this.files.realpath(path)
    const entries = shown.map(each => ({...this.entry(real, each), name: each}))
    const total = entries.reduce((sum, entry) => sum + kilobytes(entry), 0)
    const blocks = [`${headed ? `${name}:\n` : ''}total ${total}\n${this.lines(entries)}`]
    if (!this.flags.has('R')) return blocks
    for (const entry of entries)
      if (entry.type === 'directory' && !/^\.\.?$/.test(entry.name))
        blocks.push(...(await this.folder(`${name.replace(/\/$/, '')}/${entry.name}`, `${path}/${entry.name}`, true)))
    return blocks
  }

  /** A link that leads nowhere is shown as what it is, whatever is asked for. */
  private entry(folder: string, name: string): FileDetails {
    const path = `${folder}/${name}`
    const link = this.files.details(path, /^\.\.?$/.test(name))
    if (link.type !== 'symlink' || !this.flags.has('L')) return link
    try {
      return this.files.details(path)
    } catch {
      return link
    }
  }

  private lines(entries: Entry[]): string {
    const rows = this.sorted(entries).map(entry => ({
      mode: modeText(entry),
      links: String(entry.links),
      owner: this.nameOf(entry.uid, 'user'),
      group: this.nameOf(entry.gid, 'group'),
      size: this.flags.has('h') ? humanSize(entry.size) : String(entry.size),
      time: timeText(entry.mtime, this.style.now),
      name: this.shownName(entry),
    }))
    // busybox has columns of fixed width, GNU those that the listing needs.
    const width = (column: 'links' | 'owner' | 'group' | 'size', fixed: number): number =>
      this.style.gnu ? Math.max(...rows.map(row => row[column].length)) : fixed
    const [links, owner, group, size] = [width('links', 4), width('owner', 8), width('group', 8), width('size', 9)]
    return rows
      .map(
        row =>
          `${row.mode} ${row.links.padStart(links)} ${this.flags.has('g') ? '' : `${row.owner.padEnd(owner)} `}${this.flags.has('o') ? '' : `${row.group.padEnd(group)} `}${row.size.padStart(size)} ${row.time} ${row.name}\n`,
      )
      .join('')
  }

  private sorted(entries: Entry[]): Entry[] {
    const by = this.flags.has('t')
      ? (a: Entry, b: Entry) => b.mtime - a.mtime
      : this.flags.has('S')
        ? (a: Entry, b: Entry) => b.size - a.size
        : () => 0
    const sorted = [...entries].sort((a, b) => by(a, b) || (a.name < b.name ? -1 : 1))
    return this.flags.has('r') ? sorted.reverse() : sorted
  }

  private nameOf(number: number, kind: 'user' | 'group'): string {
    return (this.flags.has('n') ? undefined : this.accounts[kind](number)) ?? String(number)
  }

  private shownName({name, type, target, mode}: Entry): string {
    if (type === 'symlink') return `${name} -> ${target}`
    if (!this.flags.has('F')) return name
    return type === 'directory' ? `${name}/` : mode & 0o111 ? `${name}*` : name
  }
}

/** What a file takes, in blocks of 4 KiB; links and folders in memory, which are small, take none. */
const kilobytes = ({type, size}: Entry): number =>
  type === 'symlink' || (type === 'directory' && size < 4096) ? 0 : Math.ceil(size / 4096) * 4

const humanSize = (size: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(size, 1)) / 10), 4)
  const value = size / 1024 ** power
  return power === 0 ? String(size) : `${value < 10 ? value.toFixed(1) : Math.round(value)}${' KMGT'[power]}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const halfYear = 15_778_476_000

/** `Nov 29 01:33`; of long ago or of the future, the year instead of the hour. */
function timeText(time: number, now: number): string {
  const date = new Date(time)
  const day = `${months[date.getUTCMonth()]} ${String(date.getUTCDate()).padStart(2)}`
  const recent = time <= now + 3_600_000 && now - time < halfYear
  return recent ? `${day} ${date.toISOString().slice(11, 16)}` : `${day}  ${date.getUTCFullYear()}`
}
