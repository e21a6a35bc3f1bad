import type {ResolvedCommandContext} from 'just-bash'
import {reasonOf} from '../../files/file-errors.ts'
import type {EditorFiles} from '../../terminal/editors/edited-file.ts'
import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** vi, vim, view and nano: on the whole of the terminal. */
export function editorCommands({host}: ShellParts): Record<string, Run> {
  const filesIn = ({cwd}: ResolvedCommandContext): EditorFiles => {
    const full = (path: string): string => host.files.resolvePath(cwd, path)
    return {
      async read(path) {
        if (!(await host.files.exists(full(path)))) return undefined
        return explained(() => host.files.readFile(full(path)))
      },
      write: (path, text) => explained(() => host.files.writeFile(full(path), text)),
    }
  }

  const editor =
    (name: string, open: (options: Opened) => Promise<number>): Run =>
    async (args, context) => {
      const {terminal} = host
      if (!terminal) return failed(`${name}: standard input is not a terminal\n`)
      const first = args.find(arg => arg.startsWith('+'))?.slice(1)
      const path = args.find(arg => !/^[-+]/.test(arg))
      const exitCode = await open({
        terminal,
        idle: wait => host.idle(wait, context.signal),
        files: filesIn(context),
        ...(path !== undefined && {path}),
        ...(first !== undefined && {first: first || '$'}),
      })
      return {...ok(), exitCode}
    }

  const vi = async (options: Opened): Promise<number> => {
    const {Vi} = await import('../../terminal/editors/vi/vi.ts')
    return new Vi(options).run()
  }
  const nano = async (options: Opened): Promise<number> => {
    const {Nano} = await import('../../terminal/editors/nano.ts')
    return new Nano(options).run()
  }
  return {vi: editor('vi', vi), vim: editor('vim', vi), view: editor('view', vi), nano: editor('nano', nano)}
}

interface Opened {
  terminal: NonNullable<ShellParts['host']['terminal']>
  idle<T>(wait: Promise<T>): Promise<T>
  files: EditorFiles
  path?: string
  first?: string
}

/** Rejects with the reason alone: `Permission denied`. */
async function explained<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw new Error(reasonOf(error))
  }
}
