import {modeText} from '../file-mode.ts'
import type {Run} from '../result.ts'
import type {ShellParts} from '../shell-parts.ts'
import {flagsOf} from './flags.ts'

const greeting = 'mount-tester new file\n'
/** Where a file's content is looked at again and again: how often, and for how long, in milliseconds. */
const pause = 2000
const defaultRetry = 180_000

/** `agnhost mounttest`: makes files with certain permissions, and tells of files their type, owner, mode and content, in this order whatever that of its flags. */
export const mounttest =
  ({host}: ShellParts): Run =>
  async args => {
    const flags = flagsOf(args)
    const {files} = host
    let failures = 0
    const say = (text: string): void => host.stdout(Buffer.from(text))
    const of = async (flag: string, tell: (path: string) => string | Promise<string>, call: string): Promise<void> => {
      const path = flags[flag]
      if (!path) return
      try {
        say(await tell(path))
      } catch (error) {
        failures += 1
        say(`${call.replace('PATH', JSON.stringify(path))}: ${reason(error)}\n`)
      }
    }
    const content = (path: string) =>
      `content of file ${JSON.stringify(path)}: ${Buffer.from(files.readBytes(path)).toString()}\n`

    await of('fs_type', path => `mount type of ${JSON.stringify(path)}: ${fsType(path)}\n`, 'error from statfs(PATH)')
    for (const mode of ['0644', '0666', '0660', '0777'])
      await of(
        `new_file_${mode}`,
        async path => {
          await files.writeFile(path, greeting)
          await files.chmod(path, Number.parseInt(mode, 8))
          return content(path)
        },
        'error writing new file PATH',
      )
    await of('file_mode', path => `mode of file ${JSON.stringify(path)}: ${mode(path)}\n`, 'error from Stat(PATH)')
    await of(
      'file_perm',
      path => `perms of file ${JSON.stringify(path)}: -${mode(path).slice(-9)}\n`,
      'error from Stat(PATH)',
    )
    await of(
      'file_owner',
      path => {
        const {uid, gid} = files.details(path)
        return `owner UID of ${JSON.stringify(path)}: ${uid}\nowner GID of ${JSON.stringify(path)}: ${gid}\n`
      },
      'error from stat(PATH)',
    )
    await of('file_content', content, 'error reading file content for PATH')
    if (flags['file_content_in_loop']) failures += await look(flags['file_content_in_loop'])
    return {stdout: '', stderr: '', exitCode: failures > 0 ? 1 : 0}

    function fsType(path: string): string {
      files.details(path)
      return files.isTmpfs(path) ? 'tmpfs' : '61267'
    }

    /** As Go writes a mode: what the kind of file is by letters, and what each may do. */
    function mode(path: string): string {
      const details = files.details(path)
      const {type, mode: bits} = details
      const kind = `${type === 'directory' ? 'd' : ''}${bits & 0o4000 ? 'u' : ''}${bits & 0o2000 ? 'g' : ''}${bits & 0o1000 ? 't' : ''}`
      return `${kind || '-'}${modeText({type, mode: bits & 0o777}).slice(1)}`
    }

    /** Reads a file until it holds what is expected, or for as long as is asked for. Resolves with 1 if it could not be read at last. */
    async function look(path: string): Promise<number> {
      const until = flags['break_on_expected_content'] !== 'false'
      const end = host.now() + (flags['retry_time'] ? Number(flags['retry_time']) * 1000 : defaultRetry)
      let failed = 0
      while (host.now() < end) {
        try {
          const text = Buffer.from(files.readBytes(path)).toString()
          failed = 0
          say(`content of file ${JSON.stringify(path)}: ${text}\n`)
          if (until && text === greeting) return 0
          if (until) say(`Unexpected content. Expected: ${greeting}. Retrying\n`)
        } catch (error) {
          failed = 1
          say(`Error reading file ${path}: ${reason(error)}, retrying\n`)
        }
        await host.sleep(pause)
      }
      return failed
    }
  }

const reason = (error: unknown): string => {
  const {message} = error as Error
  return /ENOENT/.test(message) ? 'no such file or directory' : message.replace(/^\w+: /, '')
}
