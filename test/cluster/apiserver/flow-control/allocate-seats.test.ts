import assert from 'node:assert/strict'
import {allocateSeats, type SeatClaim} from '../../../../src/cluster/apiserver/flow-control/allocate-seats.ts'

const claim = (target: number, lower = 0, upper = 1000): SeatClaim => ({target, lower, upper})

const cases: {name: string; seats: number; given: SeatClaim[]; expected: number[] | undefined}[] = [
  {name: 'by targets where no bound matters', seats: 60, given: [claim(10), claim(20)], expected: [20, 40]},
  {name: 'no less than the lower bound', seats: 30, given: [claim(10, 10), claim(50)], expected: [10, 20]},
  {name: 'no more than the upper bound', seats: 60, given: [claim(10, 0, 12), claim(10)], expected: [12, 48]},
  {
    name: 'both bounds at once',
    seats: 30,
    given: [claim(10, 0, 5), claim(10, 10), claim(10)],
    expected: [5, 12.5, 12.5],
  },
  {name: 'all that they may have', seats: 30, given: [claim(10, 0, 10), claim(10, 0, 20)], expected: [10, 20]},
  {name: 'equal parts to those who want nothing', seats: 10, given: [claim(0), claim(0)], expected: [5, 5]},
  {
    name: 'nothing at all where lower bounds ask for more than there is',
    seats: 5,
    given: [claim(9, 9)],
    expected: undefined,
  },
  {name: 'nothing at all where upper bounds leave some over', seats: 50, given: [claim(9, 0, 9)], expected: undefined},
]

describe('seats', () => {
  for (const {name, seats, given, expected} of cases)
    it(`are given ${name}`, () => {
      const found = allocateSeats(seats, given)?.allocations.map(part => Math.round(part * 1e6) / 1e6)

      assert.deepEqual(found, expected)
    })
})
