import * as fs from 'node:fs'
import {homedir, tmpdir} from 'node:os'
import {elsewhere} from './elsewhere.ts'

export const {constants} = fs

/** What commands do with files, as node names it. */
export type Files = Pick<
  typeof fs,
  | 'accessSync'
  | 'appendFileSync'
  | 'existsSync'
  | 'lstatSync'
  | 'mkdirSync'
  | 'readdirSync'
  | 'readFileSync'
  | 'readlinkSync'
  | 'renameSync'
  | 'rmSync'
  | 'statSync'
  | 'writeFileSync'
>

/** A function of node's, on the files of wherever the command runs. */
function on<Name extends keyof Files>(name: Name): Files[Name] {
  const call = (...args: unknown[]): unknown =>
    ((elsewhere()?.files ?? fs)[name] as (...args: unknown[]) => unknown)(...args)
  return call as Files[Name]
}

export const accessSync = on('accessSync')
export const appendFileSync = on('appendFileSync')
export const existsSync = on('existsSync')
export const lstatSync = on('lstatSync')
export const mkdirSync = on('mkdirSync')
export const readdirSync = on('readdirSync')
export const readFileSync = on('readFileSync')
export const readlinkSync = on('readlinkSync')
export const renameSync = on('renameSync')
export const rmSync = on('rmSync')
export const statSync = on('statSync')
export const writeFileSync = on('writeFileSync')

/** The text of a file. */
export const readFile = async (path: string, encoding: 'utf8'): Promise<string> => readFileSync(path, encoding)

/** For files that are gone when the command ends. */
export const temporaryFolder = (): string => (elsewhere() ? '/tmp' : tmpdir())

/** Where a user is at home of whom the environment does not tell it. */
export const homeFolder = (): string => (elsewhere() ? '/root' : homedir())
