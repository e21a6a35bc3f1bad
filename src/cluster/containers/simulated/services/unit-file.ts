/** What systemd takes from a service's unit file and its drop-ins. */
export interface Unit {
  description: string
  documentation: string[]
  /** The last ExecStart, not expanded; undefined: there is none. */
  execStart?: string
  environment: string[]
  /** Files that are read at each start; with `-` in front, if they are there. */
  environmentFiles: string[]
  restarts: boolean
  /** Seconds. */
  restartAfter: number
  wantedBy: string[]
}

/** Reads unit files, the main one first; later assignments come on top, and an empty one takes back what was before it (systemd.unit(5)). */
export function readUnit(texts: readonly string[]): Unit {
  const values = new Map<string, string[]>()
  for (const [key, value] of texts.flatMap(assignmentsIn))
    values.set(key, value === '' ? [] : [...(values.get(key) ?? []), value])
  const all = (key: string) => values.get(key) ?? []
  const last = (key: string) => all(key).at(-1)
  const execStart = last('Service.ExecStart')
  return {
    description: last('Unit.Description') ?? '',
    documentation: all('Unit.Documentation').flatMap(words),
    ...(execStart !== undefined && {execStart}),
    environment: all('Service.Environment').flatMap(wordsOf),
    environmentFiles: all('Service.EnvironmentFile'),
    restarts: /^(always|on-failure|on-abnormal)$/.test(last('Service.Restart') ?? 'no'),
    restartAfter: Number.parseFloat(last('Service.RestartSec') ?? '0.1') || 0,
    wantedBy: all('Install.WantedBy').flatMap(words),
  }
}

/** A command line with its variables replaced: `$NAME` as a word of its own by words, `${NAME}` as it is (systemd.service(5)). */
export function expanded(command: string, env: ReadonlyMap<string, string>): string[] {
  return wordsOf(command).flatMap(word => {
    const [, name] = /^\$([A-Za-z_]\w*)$/.exec(word) ?? []
    if (name !== undefined) return words(env.get(name) ?? '')
    return [word.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, inner: string) => env.get(inner) ?? '')]
  })
}

/** `NAME=value` lines, with quotes taken off; comments and other lines say nothing. */
export function variablesIn(text: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, name, value = ''] = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line) ?? []
    if (name !== undefined) found.set(name, value.trim().replace(/^(["'])(.*)\1$/, '$2'))
  }
  return found
}

function assignmentsIn(text: string): [key: string, value: string][] {
  let section = ''
  const found: [string, string][] = []
  for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
    const [, name] = /^\s*\[(.+)\]\s*$/.exec(line) ?? []
    if (name !== undefined) section = name
    const [, key, value = ''] = /^\s*([A-Za-z]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (key !== undefined) found.push([`${section}.${key}`, value])
  }
  return found
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean)

/** Words, of which quoted ones may hold spaces. */
const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double?.replace(/\\(.)/g, '$1') ?? single ?? plain!,
  )
