import type {ExecResult, ResolvedCommandContext} from 'just-bash'
import {reasonOf} from '../../files/file-errors.ts'
import type {ShellHost} from '../shell-host.ts'
import {blockSize} from './block-size.ts'
import {failed, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** Files that never end. */
export const endless = /^\/dev\/(zero|urandom|random|full)$/

interface Operands {
  from?: string
  to?: string
  /** Bytes. */
  block: number
  /** Blocks. */
  count: number
  skip: number
  seek: number
  keepsRest: boolean
  status: string
}

/** Bytes, and so many zeros after them. */
interface Data {
  bytes: Buffer
  zeros: number
}

/** dd: copies blocks. Zeros are counted, not copied, so that large files take no room. */
export const ddCommand = ({host}: ShellParts): Record<string, Run> => ({
  dd: async (args, context) => {
    const operands = operandsOf(args)
    if (typeof operands === 'string') return failed(`dd: ${operands}\n`)
    const {from, to, block, count} = operands
    await host.memory.hold(block)
    if (
      from &&
      endless.test(from) &&
      count === Number.POSITIVE_INFINITY &&
      (!to || endless.test(to) || to === '/dev/null')
    )
      await host.spin()
    const source = from === undefined ? fromInput(operands, context) : fromFile(host, operands, context)
    if ('reason' in source) return unopened(host, from!, source.reason)
    return put(host, operands, source, context)
  },
})

function operandsOf(args: string[]): Operands | string {
  const given = new Map(args.map(arg => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]))
  const unknown = args.find(arg => !/^(if|of|bs|ibs|obs|count|seek|skip|conv|status|iflag|oflag)=/.test(arg))
  if (unknown !== undefined) return `unrecognized operand '${unknown}'`
  const number = (name: string, otherwise: number): number =>
    given.has(name) ? blockSize(given.get(name)!) : otherwise
  const block = number('bs', number('ibs', 512))
  const count = number('count', Number.POSITIVE_INFINITY)
  const [skip, seek] = [number('skip', 0), number('seek', 0)]
  for (const [name, value] of Object.entries({bs: block, count, skip, seek}))
    if (Number.isNaN(value)) return `invalid number '${given.get(name) ?? given.get('ibs')}'`
  if (block <= 0) return `invalid number '${given.get('bs') ?? given.get('ibs')}'`
  return {
    ...(given.has('if') && {from: given.get('if')!}),
    ...(given.has('of') && {to: given.get('of')!}),
    block,
    count,
    skip,
    seek,
    keepsRest: given.get('conv')?.split(',').includes('notrunc') ?? false,
    status: given.get('status') ?? '',
  }
}

const part = (bytes: Buffer, {block, skip, count}: Operands): Data => ({
  bytes: bytes.subarray(skip * block, (skip + count) * block),
  zeros: 0,
})

const fromInput = (operands: Operands, {stdin}: ResolvedCommandContext): Data =>
  part(Buffer.from(String(stdin), 'latin1'), operands)

function fromFile({files}: ShellHost, operands: Operands, {cwd}: ResolvedCommandContext): Data | {reason: string} {
  const {from = '', block, count} = operands
  if (endless.test(from)) return {bytes: Buffer.alloc(0), zeros: block * count}
  try {
    return part(Buffer.from(files.readBytes(files.resolvePath(cwd, from))), operands)
  } catch (error) {
    return {reason: reasonOf(error)}
  }
}

/** Writes as much as there is room for. */
function put(host: ShellHost, operands: Operands, source: Data, {cwd}: ResolvedCommandContext): ExecResult {
  const {to, block, seek, keepsRest, status} = operands
  const {files, family} = host
  const told = (written: number): string => (status === 'none' ? '' : report(written, operands, family === 'debian'))
  const size = source.bytes.length + source.zeros
  if (to === undefined) {
    const stdout = Buffer.concat([source.bytes, Buffer.alloc(source.zeros)]).toString('latin1')
    return {stdout, stderr: told(size), exitCode: 0, stdoutKind: 'bytes'}
  }
  if (to === '/dev/null') return {...failed(told(size)), exitCode: 0}
  if (endless.test(to)) return failed(`dd: error writing '${to}': No space left on device\n`)
  const path = files.resolvePath(cwd, to)
  try {
    const old = seek > 0 || keepsRest ? existing(files, path) : Buffer.alloc(0)
    const head = Buffer.concat([old.subarray(0, seek * block), Buffer.alloc(Math.max(seek * block - old.length, 0))])
    const tail = keepsRest ? old.subarray(seek * block + size) : Buffer.alloc(0)
    if (seek === 0 && !keepsRest) files.writeWithZeros(path, Buffer.alloc(0), 0)
    const room = Math.min(size, Math.floor(files.freeAt(path) / block) * block)
    const bytes = source.bytes.subarray(0, room)
    if (tail.length > 0) files.writeWithZeros(path, Buffer.concat([head, bytes, Buffer.alloc(source.zeros), tail]), 0)
    else files.writeWithZeros(path, Buffer.concat([head, bytes]), room - bytes.length)
    if (room === size) return {...failed(told(size)), exitCode: 0}
    return failed(`dd: error writing '${to}': No space left on device\n${told(room)}`)
  } catch (error) {
    return unopened(host, to, reasonOf(error))
  }
}

function existing(files: ShellHost['files'], path: string): Buffer {
  try {
    return Buffer.from(files.readBytes(path))
  } catch {
    return Buffer.alloc(0)
  }
}

const unopened = ({family}: ShellHost, name: string, reason: string): ExecResult =>
  failed(`dd: ${family === 'debian' ? 'failed to open' : "can't open"} '${name}': ${reason}\n`)

/** How many whole and broken blocks were read and written, and how much that is; nothing here takes any time. */
function report(bytes: number, {block}: Operands, gnu: boolean): string {
  const records = `${Math.floor(bytes / block)}+${bytes % block > 0 ? 1 : 0}`
  const counts = `${records} records in\n${records} records out\n`
  const size = gnu
    ? `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}${inUnits(bytes)}`
    : `${bytes} bytes (${busyboxSize(bytes)})`
  return `${counts}${size} copied, ${gnu ? '0.001 s' : '0.001000 seconds'}, ${gnu ? gnuRate(bytes) : busyboxSize(bytes * 1000)}/s\n`
}

const decimal = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']
const binary = ['B', 'KB', 'MB', 'GB', 'TB', 'PB']

function scaled(value: number, base: number, names: string[]): string {
  const power = Math.min(Math.floor(Math.log(Math.max(value, 1)) / Math.log(base)), names.length - 1)
  const amount = value / base ** power
  const shown = power === 0 ? String(value) : amount < 10 ? amount.toFixed(1) : String(Math.round(amount))
  return `${shown} ${names[power]}`
}

const inUnits = (bytes: number): string =>
  bytes < 1000
    ? ''
    : ` (${scaled(bytes, 1000, decimal)}${bytes < 1024 ? '' : `, ${scaled(bytes, 1024, binary).replace(/B$/, 'iB')}`})`
const gnuRate = (bytes: number): string => scaled(bytes * 1000, 1000, decimal)
const busyboxSize = (bytes: number): string => {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 5)
  return `${(bytes / 1024 ** power).toFixed(1)}${['B', 'KB', 'MB', 'GB', 'TB', 'PB'][power]}`
}
