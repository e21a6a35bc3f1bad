import type {Run} from './result.ts'

const page: Run = (args, context) =>
  context.exec!('cat', {
    args: args.filter(arg => !/^[-+]/.test(arg)),
    cwd: context.cwd,
    stdin: String(context.stdin),
    stdinKind: 'bytes',
  })

/** more and less show all of it: nobody scrolls here. */
export const pagerCommands: Record<string, Run> = {more: page, less: page}
