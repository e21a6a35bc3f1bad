import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {Session} from './session.ts'
import {argvOf, levelled, readTranscript, type Step} from './transcript.ts'

const recorded = path.resolve(import.meta.dirname, '../../../../shared/etcdctl')

/** Not for one member without TLS and users, or of another program. */
const elsewhere =
  /^(ls|curl|env|etcdutl|timeout)\b|--endpoints|^etcdctl (auth|user|role|check|elect|move-leader|member (add|remove|update|promote))\b/

/** Where 3.4 says it otherwise than 3.5 does; 3.5 is ours. */
const changedSince34 =
  /^etcdctl( version| get .*--count-only.*| get foo --bogusflag|| endpoint health.*| snapshot| snapshot restore (-h|snap.db.*|nohash.db.*)| snapshot status.*| snapshot restore.*| get foo -w protobuf)$/

const txn2 = 'ver("t1") = "2"\n\nput t1 new\nget t1\ndel t2\n\nput t1 old\nget t1\n\n'
const stdin: Record<string, string> = {
  txn1: 'value("t1") = ""\n\nput t1 new\n\nput t1 old\nget t1\n\n',
  txn2,
  txn3: 'bogus\n\n\n\n',
  txn4: 'mod("t1") > "9999999"\n\n\nget t1\n\n',
  txn5: '\nput a 1\nput a 2\n\n\n',
}

interface Play {
  name: string
  files: string[]
  applies(line: string): boolean
  prepare?(session: Session): Promise<void>
  /** Levels what else differs in this recording: revisions that began elsewhere, the version. */
  level?: (text: string) => string
}

const plays: Play[] = [
  {name: 'etcdctl 3.5, one member', files: ['etcdctl-35.txt'], applies: () => true},
  {
    name: 'etcdctl 3.4, one member',
    files: ['etcdctl-single.txt', 'etcdctl-maint.txt', 'etcdctl-snapshot.txt'],
    applies: line => !changedSince34.test(line),
    prepare: async ({store}) => void (await store.grant(60)),
    level: text => text.replaceAll('3.4.23', '3.5.16'),
  },
  {
    name: 'leases and transactions',
    files: ['etcdctl-lease-watch-txn.txt'],
    applies: () => true,
    prepare: async ({store, clock}) => {
      await store.grant(60, 0x7d7ba20356cc6a86n)
      await store.put({key: 't1', value: 'first'})
      await clock.advance(clock.now() + 500, async () => undefined)
    },
    level: text => text.replace(/(_?[Rr]evision" ?: ?|\brevision":)\d+/g, '$1N'),
  },
]

describe('etcdctl in kctl', () => {
  let folder: string
  let home: string
  before(function () {
    if (!existsSync(recorded)) this.skip()
    home = process.cwd()
    folder = mkdtempSync(path.join(tmpdir(), 'kctl-etcdctl-'))
    process.chdir(folder)
  })
  after(() => {
    if (!folder) return
    process.chdir(home)
    rmSync(folder, {recursive: true, force: true})
  })

  for (const {name, files, applies, prepare, level = (text: string) => text} of plays) {
    it(`says what etcdctl said: ${name}`, async () => {
      const session = await Session.open()
      await prepare?.(session)
      const steps = files.flatMap(file => readTranscript(readFileSync(path.join(recorded, file), 'utf8')))
      const played = steps.filter(step => step.line.startsWith('etcdctl') && isOurs(step) && applies(step.line))
      const wrong: {line: string; expected: object; actual: object}[] = []
      for (const step of played) {
        damageSnapshots()
        const [line = '', input] = step.line.split(' < ')
        const actual = {
          line: step.line,
          ...(await session.run(argvOf(line), {stdin: stdin[input ?? ''] ?? interactive(line)})),
        }
        const compared = {expected: comparable(step, level), actual: comparable(actual, level)}
        if (JSON.stringify(compared.expected) !== JSON.stringify(compared.actual))
          wrong.push({line: step.line, ...compared})
      }
      await session.close()
      console.log(
        `      ${played.length - wrong.length} of ${played.length} calls of ${steps.length} recorded ones: ${name}`,
      )
      assert.deepEqual(wrong, [])
    })
  }
})

/** What a store inside the program could ever say: it is never away. */
const isOurs = ({line, stderr}: Step): boolean => !elsewhere.test(line) && !stderr.includes('context deadline exceeded')

const interactive = (line: string): string => (line.includes('-i') ? stdin['txn1']! : '')

const comparable = ({stdout, stderr, exitCode}: Step, level: (text: string) => string) => ({
  stdout: level(levelled(stdout)),
  stderr: level(levelled(stderr)),
  exitCode,
})

/** Makes the damaged files that the transcripts speak of, once there is a snapshot. */
function damageSnapshots(): void {
  writeFileSync('g.db', 'garbage')
  if (!existsSync('snap.db')) return
  const whole = readFileSync('snap.db')
  writeFileSync('nohash.db', whole.subarray(0, -32))
  const bad = Buffer.from(whole)
  bad[bad.length - 1]! ^= 1
  writeFileSync('badhash.db', bad)
}
