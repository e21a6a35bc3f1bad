import assert from 'node:assert/strict'
import type {ContainerLogOptions} from '../../../../src/cluster/containers/container.ts'
import {ContainerLog} from '../../../../src/cluster/containers/simulated/container-log.ts'

const second = Date.UTC(2026, 0, 1)

describe("A container's log", () => {
  it('numbers the lines of one instant, however they were written', async () => {
    const log = new ContainerLog()

    log.write('stdout', 'a\nb\nc', second)
    log.write('stdout', 'd\n', second)
    log.write('stderr', 'e\n', second + 1)

    assert.equal(
      await textOf(log, {timestamps: true}),
      [
        '2026-01-01T00:00:00.000000000Z a\n',
        '2026-01-01T00:00:00.000000001Z b\n',
        '2026-01-01T00:00:00.000000002Z cd\n',
        '2026-01-01T00:00:00.001000000Z e\n',
      ].join(''),
    )
  })

  const parts = [
    {name: 'the last lines', options: {tailLines: 2}, expected: 'c\nd'},
    {name: 'one stream', options: {stream: 'Stderr'}, expected: 'b\n'},
    {name: 'what is new enough', options: {sinceMillis: second + 1}, expected: 'c\nd'},
    {name: 'some bytes', options: {limitBytes: 3}, expected: 'a\nb'},
  ] as const
  for (const {name, options, expected} of parts) {
    it(`tells ${name}, a line without an end among them, after it was kept too`, async () => {
      const log = new ContainerLog()
      log.write('stdout', 'a\n', second)
      log.write('stderr', 'b\n', second)
      log.write('stdout', 'c\nd', second + 1)
      log.close(second + 1)

      const kept = ContainerLog.fromText(log.toText())

      assert.equal(await textOf(log, options), expected)
      assert.equal(await textOf(kept, options), expected)
      assert.equal(kept.toText(), log.toText())
    })
  }

  it('lets go of what was written first where there is too much', async () => {
    const log = new ContainerLog()
    const megabyte = `${'x'.repeat(2 ** 20 - 1)}\n`

    log.write('stdout', 'first\n', second)
    for (let count = 0; count < 10; count += 1) log.write('stdout', megabyte, second)

    assert.equal(log.tail(11, Number.MAX_SAFE_INTEGER), megabyte.repeat(10))
  })
})

async function textOf(log: ContainerLog, options: ContainerLogOptions): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of log.read(options)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
