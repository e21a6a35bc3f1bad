import {closeSync, fstatSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync} from 'node:fs'
import {basename, dirname, extname, join} from 'node:path'
import type {AuditSink} from './audit-sink.ts'

export interface LogFileOptions {
  /** `-` for the standard output. */
  path: string
  /** After so many megabytes another file is begun. */
  maxSize: number
  /** How many old files are kept; 0: all. */
  maxBackups: number
  /** Days after which old files go; 0: never. */
  maxAge: number
  now(): number
}

const megabyte = 1024 * 1024
const day = 24 * 3600 * 1000

/** A file of lines that begins anew when it has grown; the old ones keep the time of their end in their names. */
export class LogFile implements AuditSink {
  private readonly options: LogFileOptions
  private file?: number
  private size = 0

  constructor(options: LogFileOptions) {
    this.options = options
  }

  write(line: string): void {
    const bytes = Buffer.from(line)
    if (this.options.path === '-') return void writeSync(1, bytes)
    if (this.file !== undefined && this.size + bytes.length > this.options.maxSize * megabyte) this.rotate()
    this.file ??= this.open()
    writeSync(this.file, bytes)
    this.size += bytes.length
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file)
    this.file = undefined
  }

  private open(): number {
    mkdirSync(dirname(this.options.path), {recursive: true, mode: 0o755})
    const file = openSync(this.options.path, 'a', 0o600)
    this.size = fstatSync(file).size
    return file
  }

  private rotate(): void {
    const {path, now} = this.options
    this.close()
    const stamp = new Date(now()).toISOString().slice(0, 23).replaceAll(':', '-')
    const extension = extname(path)
    renameSync(path, `${path.slice(0, path.length - extension.length)}-${stamp}${extension}`)
    for (const old of this.superfluous()) rmSync(old, {force: true})
  }

  /** Old files beyond what is to be kept, newest first in line for staying. */
  private superfluous(): string[] {
    const {path, maxBackups, maxAge, now} = this.options
    const extension = extname(path)
    const prefix = `${basename(path, extension)}-`
    const old = readdirSync(dirname(path))
      .filter(name => name.startsWith(prefix) && name.endsWith(extension))
      .map(name => ({name, time: timeOf(name.slice(prefix.length, name.length - extension.length))}))
      .filter(({time}) => !Number.isNaN(time))
      .sort((a, b) => b.time - a.time)
    return old
      .filter(({time}, index) => (maxBackups > 0 && index >= maxBackups) || (maxAge > 0 && time < now() - maxAge * day))
      .map(({name}) => join(dirname(path), name))
  }
}

/** Of `2026-01-01T12-30-00.000`; NaN for what is none. */
const timeOf = (stamp: string): number => Date.parse(`${stamp.slice(0, 11)}${stamp.slice(11).replaceAll('-', ':')}Z`)
