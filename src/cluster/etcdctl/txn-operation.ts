import type {Operation} from '../etcd/store.ts'
import {argify} from './argify.ts'
import type {Flag, Flags} from './command.ts'
import {del, deleteRequest} from './del.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {get, rangeRequest} from './get.ts'
import {parseFlags} from './parse-flags.ts'
import {put, putRequest} from './put.ts'

/** Parses a `get`, `put` or `del` line of a transaction: the command's own syntax. */
export async function parseOperation(line: string): Promise<Operation> {
  const [name, ...words] = argify(line)
  if (words.length === 0) throw new Failure(exitCodes.invalidInput, `invalid txn compare request: ${line}`)
  if (name === 'get') return {type: 'range', ...rangeRequest(...parsed(words, get.flags))}
  if (name === 'put') {
    return {type: 'put', ...(await putRequest(...parsed(words, put.flags), async () => missingValue()))}
  }
  if (name === 'del') return {type: 'delete', ...deleteRequest(...parsed(words, del.flags))}
  throw new Failure(exitCodes.invalidInput, `invalid txn request: ${line}`)
}

function missingValue(): never {
  throw badArguments('put command needs 1 argument and input from stdin or 2 arguments')
}

function parsed(words: string[], flags: Flag[] = []): [string[], Flags] {
  const {args, given} = parseFlags(words, flags)
  const values = {...Object.fromEntries(flags.map(({name, fallback}) => [name, fallback])), ...given}
  return [
    args,
    {
      text: name => String(values[name]),
      number: name => Number(values[name]),
      on: name => values[name] === true,
    },
  ]
}
