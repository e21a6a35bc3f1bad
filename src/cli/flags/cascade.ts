import type {DeleteOptions} from '../../client/client.ts'
import type {Invocation} from '../invocation.ts'
import {booleanOf} from './boolean-of.ts'
import type {FlagSet} from './flag.ts'

type Propagation = NonNullable<DeleteOptions['propagationPolicy']>

const words: Record<string, Propagation> = {orphan: 'Orphan', foreground: 'Foreground', background: 'Background'}

/** What `--cascade` asks for; throws for a word it does not know, and remarks on the booleans of old. */
export function cascadeOf(invocation: Invocation<FlagSet>): Propagation {
  const value = cascadeText(invocation)
  const propagation = propagationOf(invocation)
  if (!Object.hasOwn(words, value))
    invocation.err(
      `warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${propagation.toLowerCase()}.\n`,
    )
  return propagation
}

/** The same where it has been remarked on before. */
export function propagationOf(invocation: Invocation<FlagSet>): Propagation {
  const value = cascadeText(invocation)
  const word = Object.hasOwn(words, value) ? words[value] : undefined
  if (word) return word
  const old = booleanOf(value)
  if (old === undefined)
    throw new Error(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`)
  return old ? 'Background' : 'Orphan'
}

const cascadeText = ({flags}: Invocation<FlagSet>): string => String((flags as Record<string, unknown>)['cascade'])
