import * as childProcess from 'node:child_process'
import {elsewhere} from './elsewhere.ts'

/** Starts a program of wherever the command runs. */
export const spawn = ((...args: Parameters<typeof childProcess.spawn>) =>
  (elsewhere()?.spawn ?? childProcess.spawn)(...args)) as typeof childProcess.spawn
