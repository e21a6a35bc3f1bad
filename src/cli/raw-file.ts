import {resolve} from 'node:path'
import {readFileSync} from '../client/machine/files.ts'
import type {Flag} from './flags/flag.ts'
import type {outputFlags} from './flags/output-flags.ts'
import type {fileFlags} from './flags/target-flags.ts'
import type {Invocation} from './invocation.ts'
import {readAll} from './manifests/find-sources.ts'
import {checkRawPath} from './raw-path.ts'
import {rawRequest} from './raw-request.ts'

type RawInvocation = Invocation<typeof fileFlags & Pick<typeof outputFlags, 'output'> & {raw: Flag<string>}>

/** Sends the one file that `-f` names to the path that `--raw` names, and prints the answer. */
export async function sendRawFile(invocation: RawInvocation, method: 'POST' | 'PUT' | 'DELETE'): Promise<void> {
  const {flags} = invocation
  checkRawFile(invocation)
  const [file] = flags.filename
  const body = file === undefined ? undefined : await contentOf(file, invocation)
  await rawRequest(invocation, {method, url: flags.raw, ...(body !== undefined && {body})})
}

function checkRawFile({flags}: RawInvocation): void {
  const {filename} = flags
  if (filename.length > 1) throw new Error('--raw can only use a single local file or stdin')
  if (filename.some(path => /^https?:\/\//.test(path))) throw new Error('--raw cannot read from a url')
  if (flags.recursive) throw new Error('--raw and --recursive are mutually exclusive')
  if (flags.output) throw new Error('--raw and --output are mutually exclusive')
  checkRawPath(flags.raw)
}

async function contentOf(file: string, {context}: RawInvocation): Promise<string> {
  if (file === '-') return readAll(context.stdin)
  try {
    return readFileSync(resolve(context.cwd, file), 'utf8')
  } catch {
    throw new Error(`unable to read file ${file}: open ${file}: no such file or directory`)
  }
}
