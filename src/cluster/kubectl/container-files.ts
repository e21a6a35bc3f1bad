import type {Files} from '../../client/machine/files.ts'
import type {KubectlHost} from '../containers/kubectl-client.ts'
import type {FileCalls} from '../containers/simulated/files/file-calls.ts'

type Encoding = BufferEncoding | {encoding?: BufferEncoding; mode?: number; flag?: string} | undefined

/** node's functions on the files of a container, as the command that runs there may use them. */
export function containerFiles({files, cwd, stdin}: KubectlHost): Files {
  const at = (path: string): string => (path.startsWith('/') ? path : `${cwd}/${path}`)
  const read = (path: string): Uint8Array => (isInput(path) ? stdin : files.read(at(path)))
  const put = (path: string, content: string | Uint8Array, options: Encoding, append: boolean): void => {
    const {mode, flag} = typeof options === 'object' ? options : {}
    if (flag === 'wx' && files.exists(at(path))) throw existing(path)
    void files.write(at(path), Buffer.from(content as string), {append})
    if (mode !== undefined) files.setMode(at(path), mode)
  }
  const own = {
    accessSync(path: string, wanted = 0) {
      if ((files.allowed(at(path)) & wanted) !== wanted) throw denied(path)
    },
    appendFileSync: (path: string, content: string | Uint8Array, options?: Encoding) =>
      put(path, content, options, true),
    existsSync: (path: string) => isInput(path) || files.exists(at(path)),
    lstatSync: (path: string) => statsOf(files, at(path), false),
    mkdirSync(path: string, {recursive = false, mode}: {recursive?: boolean; mode?: number} = {}) {
      const isNew = !files.exists(at(path))
      files.makeFolder(at(path), {recursive})
      if (isNew && mode !== undefined) files.setMode(at(path), mode)
    },
    readdirSync(path: string, options?: {withFileTypes?: boolean}) {
      const names = files.namesIn(at(path))
      if (!options?.withFileTypes) return names
      return names.map(name => ({name, ...kindOf(files.details(`${at(path)}/${name}`, false).type)}))
    },
    readFileSync(path: string, options?: Encoding) {
      const encoding = typeof options === 'object' ? options.encoding : options
      const content = Buffer.from(read(path))
      return encoding ? content.toString(encoding) : content
    },
    readlinkSync: (path: string) => files.readLink(at(path)),
    renameSync: (from: string, to: string) => files.move(at(from), at(to)),
    rmSync: (path: string, options?: {recursive?: boolean; force?: boolean}) => files.remove(at(path), options),
    statSync: (path: string) => statsOf(files, isInput(path) ? '/dev/null' : at(path), true),
    writeFileSync: (path: string, content: string | Uint8Array, options?: Encoding) =>
      put(path, content, options, false),
  }
  return own as Files
}

/** What was piped in, as a file. */
const isInput = (path: string): boolean => path === '/dev/stdin' || path === '/dev/fd/0'

/** As much of node's `Stats` as commands look at. */
function statsOf(files: FileCalls, path: string, follow: boolean) {
  const {type, mode, size, mtime} = files.details(path, follow)
  return {mode, size, mtimeMs: mtime, mtime: new Date(mtime), ...kindOf(type)}
}

const kindOf = (type: string) => ({
  isFile: () => type === 'file',
  isDirectory: () => type === 'directory',
  isSymbolicLink: () => type === 'symlink',
})

const existing = (path: string): Error =>
  Object.assign(new Error(`EEXIST: file already exists, open '${path}'`), {code: 'EEXIST'})

const denied = (path: string): Error =>
  Object.assign(new Error(`EACCES: permission denied, access '${path}'`), {code: 'EACCES'})
