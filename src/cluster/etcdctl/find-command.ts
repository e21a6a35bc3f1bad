import {editDistance} from '../../api/edit-distance.ts'
import type {EtcdctlCommand} from './command.ts'
import {aliases, commands as all, groups} from './commands.ts'
import {exitCodes} from './failure.ts'
import {globalFlags} from './global-flags.ts'
import {commandHelp, groupHelp, helpFlag, rootHelp} from './help.ts'
import {parseFlags} from './parse-flags.ts'

/** What is said instead of running a command. */
export interface Answer {
  exitCode: number
  stdout?: string
  stderr?: string
}

/** A tool that has only some of the commands. */
interface Program {
  name: string
  commands: EtcdctlCommand[]
}

/** The command that the first words name, whole or by a beginning that no other has, and what was typed besides them. */
export function findCommand(
  argv: string[],
  {name: program, commands}: Program = {name: 'etcdctl', commands: all},
): {command: EtcdctlCommand; rest: string[]} | Answer {
  const first = nextWord(argv, 0)
  if (first === -1) return aboutRoot(argv, commands)
  const typed = argv[first]!
  if (typed === 'help') return findHelp(argv.slice(first + 1), {name: program, commands})
  const tops = [...new Set(commands.map(({name}) => name.split(' ')[0]!))]
  const top = meant(aliases[typed] ?? typed, tops)
  if (top === undefined) return unknown(typed, tops, program)
  const group = groups.find(({name}) => name === top)
  if (!group) return {command: named(top, commands)!, rest: without(argv, first)}
  const second = nextWord(argv, first + 1)
  const members = commands.flatMap(({name}) => (name.startsWith(`${top} `) ? [name.slice(top.length + 1)] : []))
  const member = second === -1 ? undefined : meant(argv[second]!, members)
  if (member === undefined) return {exitCode: 0, stdout: groupHelp(group, commands)}
  return {command: named(`${top} ${member}`, commands)!, rest: without(argv, first, second)}
}

/** A mistake in how a command is used: its help, and the mistake twice. */
export const usageError = ({message}: Error, help: string): Answer => ({
  exitCode: exitCodes.error,
  stdout: help,
  stderr: `Error: ${message}\n\nError: ${message}\n`,
})

const named = (name: string, commands: EtcdctlCommand[]) => commands.find(command => command.name === name)

const without = (argv: string[], ...indexes: number[]): string[] => argv.filter((_, index) => !indexes.includes(index))

/** The name, or the only one that begins so. */
function meant(typed: string, names: string[]): string | undefined {
  if (names.includes(typed)) return typed
  const [only, ...others] = names.filter(name => name.startsWith(typed))
  return others.length === 0 ? only : undefined
}

function aboutRoot(argv: string[], commands: EtcdctlCommand[]): Answer {
  const help = rootHelp(commands)
  try {
    parseFlags(argv, [...globalFlags, helpFlag('etcdctl')])
    return {exitCode: 0, stdout: help}
  } catch (error) {
    return usageError(error as Error, help)
  }
}

function findHelp(words: string[], program: Program): Answer {
  if (words.length === 0) return {exitCode: 0, stdout: rootHelp(program.commands)}
  const found = findCommand(words, program)
  return 'command' in found ? {exitCode: 0, stdout: commandHelp(found.command)} : found
}

function unknown(typed: string, names: string[], program: string): Answer {
  const close = names.filter(name => editDistance(typed, name) <= 2 || name.startsWith(typed.toLowerCase()))
  const suggestions = close.length > 0 ? `\n\nDid you mean this?\n${close.map(name => `\t${name}\n`).join('')}` : ''
  const message = `unknown command "${typed}" for "${program}"${suggestions}`
  return {exitCode: 1, stderr: `Error: ${message}\nRun '${program} --help' for usage.\nError: ${message}\n`}
}

/**
 * The index of the first word from `from` on that is neither a flag nor taken for a flag's value, as cobra takes any word after a flag that it does not know
 * yet; -1 if there is none.
 */
function nextWord(argv: string[], from: number): number {
  for (let index = from; index < argv.length; index += 1) {
    const word = argv[index]!
    if (word === '--') return -1
    if (!word.startsWith('-') || word === '-') return index
    if (takesNext(word)) index += 1
  }
  return -1
}

function takesNext(word: string): boolean {
  if (word.includes('=') || (!word.startsWith('--') && word.length > 2)) return false
  const flag = globalFlags.find(({name, letter}) => word === `--${name}` || word === `-${letter}`)
  return typeof flag?.fallback !== 'boolean'
}
