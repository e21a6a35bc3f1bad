import {createInterface} from 'node:readline'
import {Readable} from 'node:stream'
import type {Operation, OperationResponse, TxnResponse} from '../etcd/store.ts'
import type {Call, EtcdctlCommand} from './command.ts'
import {badArguments, exitCodes, Failure} from './failure.ts'
import {type Header, headerFields, headerJson, headerOf, innerHeader} from './header.ts'
import {operationViews, wrapped} from './responses.ts'
import {parseCompare} from './txn-compare.ts'
import {parseOperation} from './txn-operation.ts'
import type {Views} from './views.ts'

export const txn: EtcdctlCommand = {
  name: 'txn',
  usage: ' [options]',
  summary: 'Txn processes all the requests in one transaction',
  flags: [{name: 'interactive', letter: 'i', fallback: false, usage: 'Input transaction in interactive mode'}],
  async run(call) {
    if (call.args.length !== 0) throw badArguments('txn command does not accept argument')
    const section = sections(call)
    const compare = (await section('compares:')).map(parseCompare)
    const success = await operations(section, 'success requests (get, put, del):')
    const failure = await operations(section, 'failure requests (get, put, del):')
    const store = await call.store()
    const response = await store.txn({compare, success, failure})
    call.show(txnViews(await headerOf(store, response.revision), response, call))
  },
}

type Section = (prompt: string) => Promise<string[]>

/** Reads the lines up to an empty one, again and again; each must end in a newline. */
function sections({stdin, flag, print}: Call): Section {
  const lines = createInterface({input: Readable.from(stdin)})[Symbol.asyncIterator]()
  return async prompt => {
    if (flag.on('interactive')) print(`${prompt}\n`)
    const section: string[] = []
    for (;;) {
      const line = await lines.next()
      if (line.done) throw new Failure(exitCodes.invalidInput, 'EOF')
      const text = line.value.trim()
      if (text === '') return section
      section.push(text)
    }
  }
}

async function operations(section: Section, prompt: string): Promise<Operation[]> {
  const parsed: Operation[] = []
  for (const line of await section(prompt)) parsed.push(await parseOperation(line))
  return parsed
}

function txnViews(header: Header, {succeeded, responses}: TxnResponse, {hex}: {hex: boolean}): Views {
  const inner = responses
    .filter((response): response is Exclude<OperationResponse, {type: 'txn'}> => response.type !== 'txn')
    .map(response => operationViews(response, innerHeader(response.revision), {hex}))
  return {
    simple: () => [succeeded ? 'SUCCESS' : 'FAILURE', ...inner.flatMap(({views}) => ['', ...views.simple()])],
    json: () => ({
      header: headerJson(header),
      succeeded: succeeded || undefined,
      responses: inner.length > 0 ? inner.map(({name, views}) => wrapped(name, views.json())) : undefined,
    }),
    fields: () => [
      ...headerFields(header, hex),
      `"Succeeded" : ${succeeded}`,
      ...inner.flatMap(({views}) => views.fields?.() ?? []),
    ],
  }
}
