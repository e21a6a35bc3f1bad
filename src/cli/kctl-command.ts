import {Command} from '@oclif/core/command'
import type {CliContext} from './cli-context.ts'
import {usageError} from './errors/command-error.ts'
import {PartlyPrinted} from './errors/partly-printed.ts'
import {renderError} from './errors/render-error.ts'
import type {FlagSet} from './flags/flag.ts'
import {FlagError} from './flags/flag-error.ts'
import {globalFlags} from './flags/global-flags.ts'
import {checkRequired, parseFlags} from './flags/parse-flags.ts'
import {untilInterrupted} from './interrupt.ts'
import {Invocation} from './invocation.ts'

/** What a command declares beside oclif's own summary, description, examples and usage. */
export interface CommandClass {
  new (argv: string[], context: CliContext, path: string): KctlCommand
  summary?: string | undefined
  description?: string | undefined
  examples?: Command.Example[] | undefined
  usage?: string | string[] | undefined
  aliases: string[]
  hidden: boolean
  /** The command's own flags; the global ones come on top. */
  flagSet: FlagSet
  /** The end of the usage line is the flags' only where kubectl lists them itself. */
  flagsInUsage: boolean
  /** False where the first argument ends the flags. */
  interspersed: boolean
  /** What a failure of this command exits with. */
  failureCode: number
  /** What Ctrl-C makes of the exit code; 'own' where the command sees to it. */
  interruptCode: number | 'own'
  /** How often kubectl's command asks a server that refuses it what it serves; each time is a line on stderr. */
  discoveryAttempts: number
}

/**
 * The base of every command: reads the command line as kubectl does, hands an Invocation to `work`, prints failures in kubectl's words,
 * and knows the exit code afterwards. Nothing else in the program ends it. `Flags` is the type of the class's `flagSet`.
 */
export abstract class KctlCommand<Flags extends FlagSet = FlagSet> extends Command {
  static override strict = false
  static flagSet: FlagSet = {}
  static flagsInUsage = false
  static interspersed = true
  static failureCode = 1
  static interruptCode: number | 'own' = 130
  static discoveryAttempts = 5

  exitCode = 0
  private readonly context: CliContext
  private readonly path: string

  constructor(argv: string[], context: CliContext, path: string) {
    super(argv, undefined as never)
    this.context = context
    this.path = path
    this.parsed = true
  }

  /** Does what the command is for. */
  protected abstract work(invocation: Invocation<Flags>): Promise<void> | void

  async run(): Promise<void> {
    const declared = this.constructor as CommandClass
    const commandPath = `${this.context.program} ${this.path}`
    try {
      const flags: FlagSet & typeof globalFlags = {...globalFlags, ...declared.flagSet}
      const parsed = parseFlags(flags, this.argv, {interspersed: declared.interspersed})
      for (const {name} of parsed.occurrences)
        if (flags[name]?.deprecated)
          this.context.stderr.write(`Flag --${name} has been deprecated, ${flags[name].deprecated}\n`)
      if (parsed.help) return await this.printHelp(declared)
      checkRequired(flags, parsed.changed)
      if (!declared.flagSet['profile']) checkProfile(String(parsed.values['profile']))
      await this.supervised(new Invocation<Flags>(this.context, commandPath, parsed), declared)
    } catch (error) {
      this.fail(pointedToUsage(error, commandPath, declared), declared.failureCode)
    }
  }

  private async supervised(invocation: Invocation<Flags>, declared: CommandClass): Promise<void> {
    const {interruptCode, discoveryAttempts} = declared
    try {
      const work = Promise.resolve(this.work(invocation))
      await (interruptCode === 'own' ? work : untilInterrupted(work, this.context, interruptCode))
    } catch (error) {
      if (mayBeRefusal(error)) await this.logRefusals(error, invocation, discoveryAttempts)
      if (invocation.flags.v >= 4) await this.logAnswer(error, invocation)
      throw error
    } finally {
      await invocation.close()
    }
    const {warningCount: count} = invocation
    if (count > 0 && invocation.flags['warnings-as-errors'])
      throw new Error(`${count} ${count === 1 ? 'warning' : 'warnings'} received`)
  }

  private async logRefusals(error: unknown, invocation: Invocation<FlagSet>, attempts: number): Promise<void> {
    const {logRefusals} = await import('./errors/log-refusals.ts')
    logRefusals(error, invocation, attempts)
  }

  private async logAnswer(error: unknown, invocation: Invocation<FlagSet>): Promise<void> {
    const {logAnswer} = await import('./errors/log-answer.ts')
    logAnswer(error, invocation)
  }

  private async printHelp(declared: CommandClass): Promise<void> {
    const {commandHelp} = await import('./help/command-help.ts')
    this.context.stdout.write(await commandHelp(declared, this.path, this.context))
  }

  private fail(error: unknown, failureCode: number): void {
    const {text, exitCode} = renderError(error)
    this.exitCode = exitCode ?? failureCode
    if (error instanceof Error && 'explanation' in error) this.context.stdout.write(String(error.explanation))
    if (error instanceof PartlyPrinted) this.context.stdout.write(error.printed)
    if (text) this.context.stderr.write(text)
  }
}

/** Profiles are of Go programs; their names are known all the same. */
function checkProfile(name: string): void {
  if (!['none', 'cpu', 'heap', 'goroutine', 'threadcreate', 'block', 'mutex'].includes(name))
    throw new Error(`unknown profile '${name}'`)
}

const mayBeRefusal = (error: unknown): boolean => error instanceof Error && 'refused' in error

function pointedToUsage(error: unknown, commandPath: string, {failureCode}: CommandClass): unknown {
  if (!(error instanceof FlagError)) return error
  if (failureCode !== 1) return usageError(commandPath, error.message)
  return new Error(`${error.message}\nSee '${commandPath} --help' for usage.`)
}
