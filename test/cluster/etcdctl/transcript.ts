/** One call of the real etcdctl: what was typed, and all that came of it. */
export interface Step {
  line: string
  stdout: string
  stderr: string
  exitCode: number
}

/** Reads a transcript: `$ line`, then `--stdout--` and `--stderr--` parts, then `--rc=N--`. */
export function readTranscript(text: string): Step[] {
  const steps: Step[] = []
  let step: Step | undefined
  let part: 'stdout' | 'stderr' | undefined
  for (const line of text.split('\n')) {
    const ending = /^(.*)--rc=(\d+)--$/.exec(line)
    if (line.startsWith('$ ')) {
      step = {line: line.slice(2), stdout: '', stderr: '', exitCode: 0}
      part = undefined
    } else if (step && ending) {
      steps.push({...step, exitCode: Number(ending[2])})
      step = undefined
    } else if (line === '--stdout--') part = 'stdout'
    else if (line === '--stderr--') part = 'stderr'
    else if (step && part) step[part] += `${line}\n`
  }
  return steps
}

/** Splits what was typed, which the transcripts show unquoted, at spaces. */
export function argvOf(line: string): string[] {
  const words = line.split(' ')
  return words[0] === 'etcdctl' ? words.slice(1) : words
}

/** Replaces what differs between any two runs: ids, addresses, times, sizes, hashes; and leaves out log lines. */
export function levelled(text: string): string {
  return text
    .split('\n')
    .filter(line => !/^\{"level":|^\d{4}-\d\d-\d\d[T ]\S+\s+(info|warn|C )/.test(line))
    .join('\n')
    .replace(/(https?:\/\/)?(127\.0\.0\.1|localhost):\d+/g, 'ENDPOINT')
    .replace(/\d+(\.\d+)?(ms|µs|ns)\b/g, 'DURATION')
    .replace(/\b\d{17,20}\b/g, 'ID')
    .replace(/\b(?=[0-9a-f]*[a-f])[0-9a-f]{15,16}\b/g, 'ID')
    .replace(/\b\d+(\.\d)? [kM]?B\b/g, 'SIZE')
    .replace(
      /"(dbSize|dbSizeInUse|totalSize|DBSize|Size|totalKey|Keys|hash|Hash|raftIndex|raftAppliedIndex|RaftIndex|RaftAppliedIndex)"( ?: ?)"?\d+"?/g,
      '"$1"$2N',
    )
    .replace(/, \d{6,}$/gm, ', HASH')
    .replace(/^[0-9a-f]{7,8}, (\d+), \d+, SIZE$/gm, 'HASH, $1, KEYS, SIZE')
    .replace(/\b(member_id|cluster_id)":\d+/g, '$1":ID')
    .replace(/\bs0\b/g, 'NAME')
    .replace(/\bdefault\b(?!\/)/g, 'NAME')
    .replace(/\+[-+]+\+/g, 'RULE')
    .replace(/ +\|/g, ' |')
    .replace(/\| +/g, '| ')
    .replace(/\b(true, false, 2), \d+, \d+/g, '$1, N, N')
    .replace(/(\| false \| 2) \| \d+ \| \d+/g, '$1 | N | N')
    .replace(/^\| \d{5,10} \|$|(^\| ENDPOINT) \| \d+ \|$/gm, '$1 | HASH |')
    .replace(/^\| [0-9a-f]{7,8} \| (\d+) \| \d+ \|/gm, '| HASH | $1 | KEYS |')
    .replace(/expected sha256 \[[\d ]+\], got \[[\d ]+\]/g, 'expected sha256 [X], got [Y]')
    .trimEnd()
}
