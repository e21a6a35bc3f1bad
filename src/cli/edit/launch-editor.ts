import {randomInt} from 'node:crypto'
import {join} from 'node:path'
import {readFileSync, temporaryFolder, writeFileSync} from '../../client/machine/files.ts'
import {spawn} from '../../client/machine/spawn.ts'
import type {CliContext} from '../cli-context.ts'

/** Opens the user's editor on a file with the text; answers what was saved and where. */
export async function editText(
  text: string,
  {context, extension}: {context: CliContext; extension: string},
): Promise<{text: string; file: string}> {
  const file = join(temporaryFolder(), `${context.program}-edit-${randomInt(2 ** 32)}${extension}`)
  writeFileSync(file, text, {mode: 0o600, flag: 'wx'})
  await launch(file, context)
  return {text: readFileSync(file, 'utf8'), file}
}

function launch(file: string, {env, cwd, stdin}: CliContext): Promise<void> {
  const [program = 'vi', ...args] = editorCommand(env)
  return new Promise((resolve, reject) => {
    const failed = (why: string) =>
      reject(new Error(`there was a problem with the editor ${JSON.stringify([program, ...args].join(' '))}${why}`))
    const child = spawn(program, [...args, file], {cwd, env, stdio: stdin === process.stdin ? 'inherit' : 'ignore'})
    child.on('error', error =>
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? reject(new Error(`unable to launch the editor ${JSON.stringify(program)}`))
        : failed(`: ${error.message}`),
    )
    child.on('close', code => (code === 0 ? resolve() : failed('')))
  })
}

/** KUBE_EDITOR, then EDITOR, then vi; through a shell where it needs one. */
function editorCommand(env: CliContext['env']): string[] {
  const editor = env['KUBE_EDITOR'] || env['EDITOR'] || 'vi'
  if (!editor.includes(' ')) return [editor]
  if (!/["'\\]/.test(editor)) return editor.split(' ')
  return [env['SHELL'] || '/bin/bash', '-c', `${editor} "$0"`]
}
