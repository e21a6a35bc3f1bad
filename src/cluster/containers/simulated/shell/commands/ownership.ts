import type {FileDetails} from '../../files/file-details.ts'
import {reasonOf} from '../../files/file-errors.ts'
import {Accounts} from './accounts.ts'
import {modeText} from './file-mode.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** chown, chgrp, id, stat -c and touch: who owns what and since when, and who one is. */
export function ownershipCommands({host}: ShellParts): Record<string, Run> {
  const change = (command: string, ownerOf: (text: string) => {uid?: number; gid?: number} | string): Run => {
    return async (args, context) => {
      const [owner = '', ...names] = args.filter(arg => !arg.startsWith('-'))
      const to = ownerOf(owner)
      if (typeof to === 'string') return failed(`${command}: ${to}\n`)
      if (host.uid !== 0) return failed(names.map(name => `${command}: ${name}: Operation not permitted\n`).join(''))
      let problems = ''
      for (const name of names) {
        const path = host.files.resolvePath(context.cwd, name)
        if (!(await host.files.exists(path))) problems += `${command}: ${name}: No such file or directory\n`
        else for (const each of args.includes('-R') ? below(path) : [path]) await host.files.chown(each, to)
      }
      return problems ? failed(problems) : ok()
    }
  }
  const below = (path: string): string[] => [
    path,
    ...host.files.getAllPaths().filter(each => each.startsWith(`${path === '/' ? '' : path}/`)),
  ]
  const groupOf = (name: string): {gid: number} | string => {
    const gid = new Accounts(host.files).gid(name)
    return gid === undefined ? `unknown group ${name}` : {gid}
  }
  return {
    chown: change('chown', text => {
      const [user = '', group] = text.split(/[:.](.*)/s)
      const uid = user === '' ? undefined : new Accounts(host.files).uid(user)
      if (user !== '' && uid === undefined) return `unknown user ${user}`
      const asked = group ? groupOf(group) : {}
      return typeof asked === 'string' ? asked : {...(uid !== undefined && {uid}), ...asked}
    }),
    chgrp: change('chgrp', groupOf),
    id: args => {
      const accounts = new Accounts(host.files)
      const user = accounts.user(host.uid)
      const flags = args.join('').replaceAll('-', '')
      const named = (gid: number) => accounts.group(gid) ?? String(gid)
      if (flags.includes('u')) return ok(`${flags.includes('n') ? (user ?? host.uid) : host.uid}\n`)
      if (flags.includes('g')) return ok(`${flags.includes('n') ? named(host.gid) : host.gid}\n`)
      if (flags.includes('G')) return ok(`${host.groups.map(flags.includes('n') ? named : String).join(' ')}\n`)
      const group = (gid: number) => `${gid}${accounts.group(gid) ? `(${accounts.group(gid)})` : ''}`
      return ok(
        `uid=${host.uid}${user ? `(${user})` : ''} gid=${group(host.gid)} groups=${host.groups.map(group).join(',')}\n`,
      )
    },
    touch: async (args, context) => {
      if (args.some(arg => /^-([dtr]|-date|-reference)/.test(arg))) return context.origCommand!(args)
      let problems = ''
      for (const name of args.filter(arg => !arg.startsWith('-'))) {
        const path = host.files.resolvePath(context.cwd, name)
        try {
          const now = new Date(host.now())
          if (await host.files.exists(path)) await host.files.utimes(path, now, now)
          else if (!args.includes('-c')) await host.files.writeFile(path, '')
        } catch (error) {
          problems += `touch: cannot touch '${name}': ${reasonOf(error)}\n`
        }
      }
      return problems ? failed(problems) : ok()
    },
    stat: (args, context) => {
      const at = args.findIndex(arg => arg === '-c' || arg === '--format')
      const joined = args.find(arg => /^(-c.|--format=)/.test(arg))
      const format = at >= 0 ? args[at + 1] : joined?.replace(/^(-c|--format=)/, '')
      if (args.includes('-f')) return context.origCommand!(args)
      const names = args.filter((arg, index) => !arg.startsWith('-') && (at < 0 || index !== at + 1))
      const follow = args.includes('-L')
      const accounts = new Accounts(host.files)
      let stdout = ''
      let stderr = ''
      for (const name of names) {
        try {
          const details = host.files.details(host.files.resolvePath(context.cwd, name), follow)
          stdout += `${statText(format ?? longFormat(details), name, details, accounts)}\n`
        } catch (error) {
          stderr += `stat: can't stat '${name}': ${reasonOf(error)}\n`
        }
      }
      return {stdout, stderr, exitCode: stderr ? 1 : 0}
    },
  }
}

/** What stat tells where no format is given. */
const longFormat = ({type}: FileDetails): string =>
  [
    `  File: %N${type === 'symlink' ? ' -> %t' : ''}`,
    '  Size: %s\tBlocks: %b\tIO Block: 4096   %F',
    'Device: 100042h/1048642d\tInode: 1048642\tLinks: %h',
    'Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)',
    'Access: %y',
    'Modify: %y',
    'Change: %y',
  ].join('\n')

const kinds = {file: 'regular file', directory: 'directory', symlink: 'symbolic link'}

function statText(format: string, name: string, details: FileDetails, accounts: Accounts): string {
  const {mode, uid, gid, size, mtime, type, links} = details
  const values: Record<string, string> = {
    b: String(Math.ceil(size / 4096) * 8).padEnd(10),
    t: details.target ?? '',
    a: mode.toString(8),
    A: modeText(details),
    u: String(uid),
    g: String(gid),
    U: accounts.user(uid) ?? 'UNKNOWN',
    G: accounts.group(gid) ?? 'UNKNOWN',
    n: name,
    N: name,
    s: String(size),
    h: String(links),
    F: type === 'file' && size === 0 ? 'regular empty file' : kinds[type],
    Y: String(Math.floor(mtime / 1000)),
    y: `${new Date(mtime).toISOString().replace('T', ' ').replace('Z', '000000')} +0000`,
    '%': '%',
  }
  return format.replace(/%(0?)(\d*)([a-zA-Z%])/g, (whole, zero: string, width: string, letter: string) =>
    (values[letter] ?? whole).padStart(Number(width), zero || ' '),
  )
}
