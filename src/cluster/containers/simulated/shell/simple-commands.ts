import {parse} from 'just-bash'

export type Node = Record<string, unknown>

/** A script's statements; none of what cannot be read: the interpreter says what is wrong with it. */
export function statementsOf(script: string): Node[] {
  try {
    return parse(script).statements as unknown as Node[]
  } catch {
    return []
  }
}

/** Every command with a name in a part of a script, however deep. */
export function* simpleCommands(node: unknown): Generator<{name: string | undefined; args: unknown[]}> {
  if (Array.isArray(node)) for (const item of node) yield* simpleCommands(item)
  else if (typeof node === 'object' && node !== null) {
    const {type, name, args} = node as {type?: string; name?: unknown; args?: unknown[]}
    if (type === 'SimpleCommand') yield {name: literal(name), args: args ?? []}
    for (const value of Object.values(node)) yield* simpleCommands(value)
  }
}

/** A word that nothing is to be put in for. */
export function literal(word: unknown): string | undefined {
  const [part, ...others] = partsOf(word)
  if (others.length > 0 || !part) return undefined
  if (part.type === 'DoubleQuoted') return literal(part)
  return /^(Literal|SingleQuoted)$/.test(part.type) ? part.value : undefined
}

/** The folder of `FOLDER/*`. */
export function folderOfAll(word: unknown): string | undefined {
  const [folder, star, ...others] = partsOf(word)
  if (others.length > 0 || folder?.type !== 'Literal' || star?.type !== 'Glob' || star.pattern !== '*') return undefined
  return folder.value?.endsWith('/') ? folder.value.slice(0, -1) : undefined
}

interface Part {
  type: string
  value?: string
  pattern?: string
  parts?: Part[]
}

const partsOf = (word: unknown): Part[] => (word as {parts?: Part[]} | null)?.parts ?? []
