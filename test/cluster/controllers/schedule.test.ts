import assert from 'node:assert/strict'
import {mostRecent, parseSchedule} from '../../../src/cluster/controllers/cronjob/schedule.ts'

const at = (text: string): number => Date.parse(text)
const iso = (time: number | undefined): string | undefined =>
  time === undefined ? undefined : new Date(time).toISOString().slice(0, 16)

describe('cron schedules', () => {
  const cases = [
    {name: 'five fields', given: ['0 12 * * *'], expected: '2026-01-01T12:00'},
    {name: 'a shorthand', given: ['@hourly'], expected: '2026-01-01T01:00'},
    {name: 'an interval', given: ['@every 90m'], expected: '2026-01-01T01:30'},
    {name: 'a time zone of its own', given: ['0 12 * * *', 'America/New_York'], expected: '2026-01-01T17:00'},
    {name: 'a time zone in the text', given: ['CRON_TZ=Asia/Tokyo 0 12 * * *'], expected: '2026-01-01T03:00'},
    {name: 'a question mark for any', given: ['30 1 ? * ?'], expected: '2026-01-01T01:30'},
  ] as const
  for (const {name, given, expected} of cases)
    it(`take ${name}`, () => {
      assert.equal(iso(parseSchedule(given[0], given[1]).next(at('2026-01-01T00:00:00Z'))), expected)
    })

  it('know the newest time that was missed, however many there were', () => {
    const {time, missed, next} = mostRecent(
      parseSchedule('*/5 * * * *'),
      at('2026-01-01T00:00:00Z'),
      at('2026-01-02T00:03:00Z'),
    )
    assert.deepEqual([iso(time), missed, iso(next)], ['2026-01-02T00:00', 288, '2026-01-02T00:05'])
  })

  it('have nothing to make up for before their first time', () => {
    const early = mostRecent(parseSchedule('0 * * * *'), at('2026-01-01T00:10:00Z'), at('2026-01-01T00:20:00Z'))
    assert.deepEqual([early.time, early.missed, iso(early.next)], [undefined, 0, '2026-01-01T01:00'])
  })
})
