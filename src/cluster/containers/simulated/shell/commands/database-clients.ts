import {failed, ok, type Run} from './result.ts'
import type {ShellParts} from './shell-parts.ts'

/** The clients that come with database servers: they say whether one answers, and answer the query that probes ask. */
export function databaseClients({host}: ShellParts): Record<string, Run> {
  const answers = (name: string, port: number): boolean => {
    const ip = host.network.resolve(name, host.peer)?.addresses[0]
    const connection = ip && host.network.connect(ip, port, host.peer)
    if (!connection || typeof connection === 'string') return false
    connection.end()
    return true
  }

  const mysql: Run = args => {
    const at = hostOf(args)
    const port = Number(flagValue(args, '-P', '--port') ?? 3306)
    if (!answers(at, port))
      return failed(`ERROR 2003 (HY000): Can't connect to MySQL server on '${at}:${port}' (111)\n`)
    const query = flagValue(args, '-e', '--execute')
    if (query === undefined) return ok()
    const number = constantOf(query)
    return number === undefined ? failed(unsupported(query)) : ok(`${number}\n${number}\n`)
  }

  const mysqladmin: Run = args => {
    const at = hostOf(args)
    if (answers(at, Number(flagValue(args, '-P', '--port') ?? 3306)))
      return ok(args.includes('ping') ? 'mysqld is alive\n' : '')
    return failed(
      `mysqladmin: connect to server at '${at}' failed\nerror: 'Can't connect to MySQL server on '${at}:3306' (111)'\nCheck that mysqld is running on ${at} and that the port is 3306.\n`,
    )
  }

  const psql: Run = args => {
    const at = flagValue(args, '-h', '--host') ?? '127.0.0.1'
    const port = Number(flagValue(args, '-p', '--port') ?? 5432)
    if (!answers(at, port))
      return failed(
        `psql: error: connection to server at "${at}", port ${port} failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?\n`,
        2,
      )
    const query = flagValue(args, '-c', '--command')
    if (query === undefined) return ok()
    const number = constantOf(query)
    if (number === undefined) return failed(`ERROR:  this server keeps no tables\n`)
    return ok(` ?column? \n----------\n${number.padStart(9)}\n(1 row)\n\n`)
  }

  const pgIsReady: Run = args => {
    const at = flagValue(args, '-h', '--host')
    const port = Number(flagValue(args, '-p', '--port') ?? 5432)
    const where = `${at ?? '/var/run/postgresql'}:${port}`
    return answers(at ?? '127.0.0.1', port)
      ? ok(`${where} - accepting connections\n`)
      : {...ok(`${where} - no response\n`), exitCode: 2}
  }

  const mongosh: Run = args => {
    const at = flagValue(args, '--host') ?? '127.0.0.1'
    if (!answers(at, Number(flagValue(args, '--port') ?? 27017)))
      return failed(`MongoNetworkError: connect ECONNREFUSED ${at}:27017\n`)
    return ok(/ping/.test(flagValue(args, '--eval') ?? '') ? '{ ok: 1 }\n' : '')
  }

  return {
    mysql,
    mariadb: mysql,
    mysqladmin,
    'mariadb-admin': mysqladmin,
    psql,
    pg_isready: pgIsReady,
    mongosh,
    mongo: mongosh,
  }
}

/** A flag's value, however it is attached: `-h NAME`, `-hNAME`, `--host NAME`, `--host=NAME`. */
function flagValue(args: string[], ...names: string[]): string | undefined {
  for (const [index, arg] of args.entries())
    for (const name of names) {
      if (arg === name) return args[index + 1]
      if (name.startsWith('--') && arg.startsWith(`${name}=`)) return arg.slice(name.length + 1)
      if (!name.startsWith('--') && !arg.startsWith('--') && arg.startsWith(name)) return arg.slice(name.length)
    }
  return undefined
}

const hostOf = (args: string[]): string => {
  const name = flagValue(args, '-h', '--host') ?? '127.0.0.1'
  return name === 'localhost' ? '127.0.0.1' : name
}

/** The number that `SELECT 1` asks for. */
const constantOf = (query: string): string | undefined => /^\s*select\s+(\d+)\s*;?\s*$/i.exec(query)?.[1]

const unsupported = (query: string): string =>
  `ERROR 1235 (42000) at line 1: This version of MySQL doesn't yet support '${query.trim().split(/\s+/)[0]!.toUpperCase()}'\n`
