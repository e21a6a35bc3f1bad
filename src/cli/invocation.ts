import {parseDuration} from '../api/duration.ts'
import type {Client} from '../client/client.ts'
import type {Connection, ConnectionOptions} from '../client/connection.ts'
import type {RequestLog} from '../client/request-log.ts'
import type {CliContext} from './cli-context.ts'
import {asksForClientFirst} from './client-first.ts'
import type {FlagSet, FlagValues} from './flags/flag.ts'
import type {globalFlags} from './flags/global-flags.ts'
import type {ParsedFlags} from './flags/parse-flags.ts'
import {logLine} from './klog.ts'

export type AllFlags<Flags extends FlagSet> = FlagValues<Flags> & FlagValues<typeof globalFlags>

/** One run of one command: what was typed, and the world it runs in. The connection opens when first asked for. */
export class Invocation<Flags extends FlagSet = Record<never, never>> {
  readonly context: CliContext
  /** `kubectl get`, under the name the program was invoked by. */
  readonly commandPath: string
  readonly flags: AllFlags<Flags>
  readonly args: readonly string[]
  /** How many arguments stand before `--`; -1 without one. */
  readonly argsBeforeDash: number
  /** How many different warnings the server has sent. */
  warningCount = 0
  private readonly given: ReadonlySet<string>
  private readonly occurrences: ParsedFlags<FlagSet>['occurrences']
  private readonly seenWarnings = new Set<string>()
  private connection: Promise<Connection> | undefined
  private opened: Connection | undefined

  constructor(context: CliContext, commandPath: string, parsed: ParsedFlags<FlagSet>) {
    this.context = context
    this.commandPath = commandPath
    this.flags = parsed.values as AllFlags<Flags>
    this.args = parsed.args
    this.argsBeforeDash = parsed.argsBeforeDash
    this.given = parsed.changed
    this.occurrences = parsed.occurrences
  }

  /** Whether the flag was typed, even with its default value. */
  changed(flag: string): boolean {
    return this.given.has(flag)
  }

  /** The command as `--record` writes it down, under kubectl's name: words first, then flags with their values. */
  commandLine(): string {
    const flags = this.occurrences.map(({name, text}) => `--${name}=${text}`)
    return ['kubectl', ...this.commandPath.split(' ').slice(1), ...this.args, ...flags].join(' ')
  }

  connect(): Promise<Connection> {
    this.connection ??= this.open()
    return this.connection
  }

  /** Throws for a kubeconfig that leads nowhere: kubectl reads it even where it asks no server. */
  async checkKubeconfig(): Promise<void> {
    const {checkKubeconfig} = await import('../client/connect.ts')
    return checkKubeconfig(this.connectionOptions())
  }

  /** The time that ages count to, as the last answer told it: the embedded cluster's may be another than this machine's. */
  now(): number {
    return (this.opened ?? this.context).now()
  }

  async client(): Promise<Client> {
    return (await this.connect()).client
  }

  /** Lets a one-shot cluster settle and closes the connection, if one was opened. */
  async close(): Promise<void> {
    await this.connection?.catch(() => undefined)
    await this.opened?.settle?.()
    await this.opened?.close()
  }

  out(text: string): void {
    this.context.stdout.write(text)
  }

  err(text: string): void {
    this.context.stderr.write(text)
  }

  /** A warning on stderr, each text once. */
  readonly warn = (text: string): void => {
    if (this.seenWarnings.has(text)) return
    this.seenWarnings.add(text)
    this.warningCount++
    this.printWarning(text)
  }

  /** A warning that does not count, however often it comes. */
  printWarning(text: string): void {
    const colored = this.context.stderr.isTTY && this.context.env['TERM'] !== 'dumb' && !this.context.env['NO_COLOR']
    this.err(`${colored ? '\u001b[33;1mWarning:\u001b[0m' : 'Warning:'} ${text}\n`)
  }

  connectionOptions(): ConnectionOptions {
    const flags: FlagValues<typeof globalFlags> = this.flags
    return {
      env: this.context.env,
      cwd: this.context.cwd,
      kubeconfig: flags.kubeconfig,
      context: flags.context,
      cluster: flags.cluster,
      ...(flags.cluster && {clientFirst: asksForClientFirst(this.commandPath, this.flags)}),
      // Commands that bind users have a --user of their own, a list, in place of the global one.
      user: typeof flags.user === 'string' ? flags.user : '',
      namespace: flags.namespace,
      server: flags.server,
      token: flags.token,
      username: flags.username,
      password: flags.password,
      certificateAuthority: flags['certificate-authority'],
      clientCertificate: flags['client-certificate'],
      clientKey: flags['client-key'],
      tlsServerName: flags['tls-server-name'],
      insecureSkipTlsVerify: this.changed('insecure-skip-tls-verify') ? flags['insecure-skip-tls-verify'] : undefined,
      disableCompression: flags['disable-compression'],
      impersonate: {user: flags.as, groups: flags['as-group'], uid: flags['as-uid']},
      requestTimeout: requestTimeout(flags['request-timeout']),
      cacheDir: flags['cache-dir'],
      now: this.context.now,
      ...(flags.v > 0 && {log: this.requestLog(flags.v)}),
      onWarning: this.warn,
    }
  }

  /** The log as far as `-v` asks for it. */
  private requestLog(verbosity: number): RequestLog {
    return {verbosity, info: (source, text) => logLine(this, {severity: 'I', source, text})}
  }

  private async open(): Promise<Connection> {
    const connection = await this.context.connect(this.connectionOptions())
    this.opened = connection
    const {'match-server-version': match}: FlagValues<typeof globalFlags> = this.flags
    if (match) await (await import('./version/match-server-version.ts')).matchServerVersion(connection.client)
    return connection
  }
}

/** `0`, a number of seconds, or a Go duration; in milliseconds. */
function requestTimeout(text: string): number {
  if (/^\d*$/.test(text)) return Number(text) * 1000
  try {
    return Math.max(0, parseDuration(text))
  } catch {
    throw new Error(
      'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
    )
  }
}
