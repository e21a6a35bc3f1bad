import {parse, serialize} from 'just-bash'

type Node = Record<string, unknown>

/** Lets `ls` list in columns where its output is the terminal: last in its pipe, and not redirected. */
export function columnsForListings(script: string, width: number): string {
  if (!/(^|\W)ls(\W|$)/.test(script)) return script
  const ast = parse(script) as unknown as Node
  let found = false
  for (const statement of ast['statements'] as Node[])
    for (const {commands} of statement['pipelines'] as {commands: Node[]}[]) {
      const last = commands.at(-1)!
      const redirections = last['redirections'] as {operator: string; fd?: number | null}[] | undefined
      if (last['type'] !== 'SimpleCommand' || literal(last['name']) !== 'ls' || redirections?.some(toFile)) continue
      ;(last['args'] as Node[]).unshift(word(`--columns=${width}`))
      found = true
    }
  return found ? serialize(ast as never) : script
}

const toFile = ({operator, fd}: {operator: string; fd?: number | null}): boolean =>
  operator.includes('>') && (fd ?? 1) !== 2

function literal(node: unknown): string | undefined {
  const parts = (node as {parts?: {type: string; value?: string}[]} | null)?.parts
  return parts?.length === 1 && parts[0]!.type === 'Literal' ? parts[0]!.value : undefined
}

const word = (value: string): Node => ({type: 'Word', parts: [{type: 'Literal', value}]})
